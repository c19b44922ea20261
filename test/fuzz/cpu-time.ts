/** What some work takes of a processor, in microseconds, which other programs of the machine do not lengthen. */
export function cpuTime(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return user + system;
}

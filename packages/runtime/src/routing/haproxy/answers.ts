/** What `show proc` on the master's socket tells. */
export interface Processes {
  readonly master: number;
  /** How often the configuration was loaded again, whether it worked or not. */
  readonly reloads: number;
  /** How many of those failed since the last that worked. */
  readonly failed: number;
  /** The process that serves with the newest configuration; null while there is none. */
  readonly worker: number | null;
}

/** What `show info` on the runtime's socket tells. */
export interface WorkerInfo {
  readonly pid: number;
  /** The fingerprint of the configuration that this process was started with; null when it is not one of ours. */
  readonly fingerprint: string | null;
}

/** The live weight out of `20 (initial 10)`; null for anything else, such as `No such server.`. */
export function parseWeight(answer: string): number | null {
  const match = /^(\d+) \(initial \d+\)\s*$/.exec(answer);
  return match === null ? null : Number(match[1]);
}

/** Null when it is no such answer, as while the master starts itself anew and closes the connection without one. */
export function parseProcesses(answer: string): Processes | null {
  const master = /^(\d+)\s+master\s+(\d+) \[failed: (\d+)\]/m.exec(answer);
  if (master === null) return null;
  const [, current = ''] = answer.split(/^# workers$/m);
  const [newest = ''] = current.split(/^# old workers$/m);
  const worker = /^(\d+)\s+worker\s/m.exec(newest);
  return {
    master: Number(master[1]),
    reloads: Number(master[2]),
    failed: Number(master[3]),
    worker: worker === null ? null : Number(worker[1]),
  };
}

/** Null when it is no such answer. */
export function parseInfo(answer: string): WorkerInfo | null {
  const pid = /^Pid: (\d+)$/m.exec(answer);
  if (pid === null) return null;
  const description = /^description: lamia ([0-9a-f]+)$/m.exec(answer);
  return { pid: Number(pid[1]), fingerprint: description?.[1] ?? null };
}

/** HAProxy's answer as one line, for people: empty lines and its list of other commands left out. */
export function answerText(answer: string): string {
  const [first = ''] = answer.split('\n').filter((line) => line.trim() !== '');
  return first.trim();
}

/** Bits of `srv_admin_state` that an operator sets: forced into maintenance, forced to drain. */
const FORCED = 0x01 | 0x08;

/** The servers that `show servers state` shows as taken out of service by hand. */
export function parseForcedStates(answer: string): ReadonlySet<string> {
  const lines = answer.split('\n').map((line) => line.trim());
  const columns =
    lines
      .find((line) => line.startsWith('#'))
      ?.slice(1)
      .trim()
      .split(/\s+/) ?? [];
  const [name, state] = [columns.indexOf('srv_name'), columns.indexOf('srv_admin_state')];
  const servers = lines
    .map((line) => line.split(/\s+/))
    .filter((fields) => fields.length >= columns.length && columns.length > 0 && fields[0] !== '#')
    .filter((fields) => (Number(fields[state]) & FORCED) !== 0);
  return new Set(servers.flatMap((fields) => fields[name] ?? []));
}

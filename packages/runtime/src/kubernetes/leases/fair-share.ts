/**
 * How many shards a member should have, so that all have the same or one more; those that have most keep the one more, so that as
 * few as possible change hands.
 * @param held how many each member has, by its identity
 */
export function fairShare(member: string, held: ReadonlyMap<string, number>, shards: number): number {
  const ranked = [...held].toSorted(
    ([left, has], [right, hasToo]) => hasToo - has || (left < right ? -1 : 1),
  );
  const rank = ranked.findIndex(([identity]) => identity === member);
  const remainder = shards % held.size;
  return Math.floor(shards / held.size) + (rank < remainder ? 1 : 0);
}

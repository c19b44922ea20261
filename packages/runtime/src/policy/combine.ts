/** What one policy, or several together, want for one route: a version gains `by` hundredths of a percent; null holds. */
export type Move = { readonly toward: string; readonly by: number } | null;

/**
 * Several policies on one proposal: the first proposes, each later one may lower or hold what came before it, never raise it.
 * Lowest are the steps toward stable (the longer, the lower), then to hold, then the steps toward another version.
 */
export function combine(stable: string, moves: readonly Move[]): Move {
  const [first = null, ...later] = moves;
  return later.reduce<Move>((earlier, next) => lower(stable, earlier, next), first);
}

function lower(stable: string, earlier: Move, later: Move): Move {
  const steppingBack = [earlier, later].filter((move) => move?.toward === stable);
  if (steppingBack.length > 0) {
    return { toward: stable, by: Math.max(...steppingBack.map((move) => move?.by ?? 0)) };
  }
  if (earlier === null || later === null) return null;
  // Two versions that both are not stable: neither wish lowers the other, so nothing moves.
  if (earlier.toward !== later.toward) return null;
  return { toward: earlier.toward, by: Math.min(earlier.by, later.by) };
}

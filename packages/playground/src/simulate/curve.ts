/** How a number changes over the time of a release. */
export const SHAPES = ['constant', 'step', 'spike', 'leak', 'none'] as const;

export type Shape = (typeof SHAPES)[number];

/** A number over time: `base`, and what happens to it. */
export interface Curve {
  readonly base: number;
  /**
   * `constant`: nothing happens. `step`: from `at` on it is `to`. `spike`: it is `to` for `lasting` seconds. `leak`: it goes to `to`
   * within `lasting` seconds and stays there. `none`: it is 0 for `lasting` seconds.
   */
  readonly shape: Shape;
  /** Seconds since the release began. */
  readonly at: number;
  readonly to: number;
  readonly lasting: number;
}

/** The number at so many seconds since the release began; before that it is what it was. */
export function valueAt({ base, shape, at, to, lasting }: Curve, seconds: number): number {
  const since = seconds - at;
  const isOver = since >= lasting;
  if (since < 0) return base;
  switch (shape) {
    case 'constant':
      return base;
    case 'step':
      return to;
    case 'spike':
      return isOver ? base : to;
    case 'leak':
      return isOver ? to : base + ((to - base) * since) / lasting;
    case 'none':
      return isOver ? base : 0;
  }
}

/** A number that stays as it is. */
export function constant(base: number): Curve {
  return { base, shape: 'constant', at: 120, to: base, lasting: 120 };
}

const COLOURS = 4;

/** The colour of a version by its place in its gateway. */
export function colourOf(place: number): string {
  return `var(--series-${(place % COLOURS) + 1})`;
}

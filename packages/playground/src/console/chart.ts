/** How far the line of a value alone goes to each side. */
const ALONE = 3;

/** The outline of one series in a chart: a path of SVG, in pieces where values are not known. */
export function outline(
  values: readonly (number | null)[],
  { width, height, top }: { readonly width: number; readonly height: number; readonly top: number },
): string {
  const across = values.length > 1 ? width / (values.length - 1) : 0;
  let isDrawing = false;
  return values
    .flatMap((value, place): readonly string[] => {
      if (value === null) {
        isDrawing = false;
        return [];
      }
      const y = height - (top === 0 ? 0 : (Math.min(value, top) / top) * height);
      const move = isDrawing ? 'L' : 'M';
      isDrawing = true;
      const x = place * across;
      // A value alone between unknown ones is a short line, or it would hardly be seen.
      const isAlone = move === 'M' && (values[place + 1] ?? null) === null;
      const from = isAlone ? Math.max(0, x - ALONE) : x;
      const to = Math.min(width, x + ALONE);
      return [`${move}${rounded(from)} ${rounded(y)}${isAlone ? `L${rounded(to)} ${rounded(y)}` : ''}`];
    })
    .join('');
}

/** A round number that all values are below, so that a chart does not jump with each of them. */
export function roundTop(values: readonly (number | null)[]): number {
  const highest = Math.max(0, ...values.map((value) => value ?? 0));
  if (highest === 0) return 1;
  const power = 10 ** Math.floor(Math.log10(highest));
  return ([1, 2, 5].find((step) => step * power >= highest) ?? 10) * power;
}

const rounded = (value: number): number => Math.round(value * 100) / 100;

/** A number as people read it: three digits, no more. */
export function numberText(value: number | null): string {
  return value === null ? 'unknown' : value.toLocaleString('en', { maximumSignificantDigits: 3 });
}

/** A share of 1 as a percentage. */
export function shareText(value: number | null): string {
  return value === null ? 'unknown' : `${numberText(value * 100)}%`;
}

/** Why values of versions are not known, each reason once; empty where all are. */
export function unknownText(
  versions: readonly { readonly name: string; readonly why: string | null }[],
): string {
  const named = new Map<string, string[]>();
  for (const { name, why } of versions) {
    if (why !== null) named.set(why, [...(named.get(why) ?? []), name]);
  }
  return [...named].map(([why, names]) => `${names.join(' and ')}: ${why}`).join('; ');
}

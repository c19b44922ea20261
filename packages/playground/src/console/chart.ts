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
      // A value alone between unknown ones is a dot.
      const isAlone = move === 'M' && (values[place + 1] ?? null) === null;
      const point = `${rounded(place * across)} ${rounded(y)}`;
      return [`${move}${point}${isAlone ? `L${point}` : ''}`];
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

/** A series and its samples, for the blocks of `startPrometheus`. */
export interface PastSeries {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Milliseconds since the epoch and value, times rising. */
  readonly samples: readonly (readonly [at: number, value: number])[];
}

/** Writes samples in the OpenMetrics text format; the samples of one name stand together. */
export function openMetrics(series: readonly PastSeries[]): string {
  const names = [...new Set(series.map(({ name }) => name))].sort();
  const lines = names.flatMap((name) => series.filter((one) => one.name === name).flatMap(linesOf));
  return `${lines.join('\n')}\n# EOF\n`;
}

/** The page that shows these series at one of their instants, in the text format that is scraped. */
export function exposition(series: readonly PastSeries[], at: number): string {
  const lines = series.flatMap(({ name, labels, samples }) => {
    const [, value] = samples.find(([time]) => time === at) ?? [];
    return value === undefined ? [] : [`${seriesText(name, labels)} ${numberText(value)}\n`];
  });
  return lines.join('');
}

function linesOf({ name, labels, samples }: PastSeries): readonly string[] {
  const text = seriesText(name, labels);
  return samples.map(([at, value]) => `${text} ${numberText(value)} ${(at / 1000).toFixed(3)}`);
}

function seriesText(name: string, labels: PastSeries['labels']): string {
  const pairs = Object.entries(labels).map(([label, value]) => `${label}="${escaped(value)}"`);
  return `${name}{${pairs.join(',')}}`;
}

function escaped(text: string): string {
  return text.replace(/[\\"]/g, '\\$&').replaceAll('\n', '\\n');
}

function numberText(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  return Number.isFinite(value) ? String(value) : value > 0 ? '+Inf' : '-Inf';
}

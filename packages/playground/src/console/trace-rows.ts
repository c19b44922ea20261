/** One expression of a trace, as far as it is shown. */
export interface TraceRow {
  readonly depth: number;
  readonly text: string;
  readonly value: string;
}

/**
 * The expressions of a trace from the outside in, each with its value. The API makes no promise of a trace's form, so that what has the form
 * of an expression is shown wherever it stands, and anything else is passed through.
 */
export function traceRows(trace: unknown, depth = 0): readonly TraceRow[] {
  if (Array.isArray(trace)) return trace.flatMap((each: unknown) => traceRows(each, depth));
  if (typeof trace !== 'object' || trace === null) return [];
  const parts: Readonly<Record<string, unknown>> = { ...trace };
  if (typeof parts['text'] !== 'string' || !('children' in parts)) {
    return Object.values(parts).flatMap((each) => traceRows(each, depth));
  }
  const own = { depth, text: parts['text'], value: valueText(parts) };
  return [own, ...traceRows(parts['children'], depth + 1)];
}

function valueText({ value, unit, type, unknown, assumed }: Readonly<Record<string, unknown>>): string {
  if (Array.isArray(unknown) && unknown.length > 0) {
    const reasons = unknown.map((each: unknown) => reasonOf(each));
    return `unknown: ${reasons.join(', ')}`;
  }
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'string') {
    const hasUnit = typeof unit === 'string' && unit !== 'ratio' && unit !== '';
    return `${String(value)}${hasUnit ? ` ${unit}` : ''}${assumed === true ? ' (assumed)' : ''}`;
  }
  return typeof type === 'string' ? type : '';
}

function reasonOf(unknown: unknown): string {
  return typeof unknown === 'object' && unknown !== null && 'reason' in unknown
    ? String(unknown.reason)
    : 'no reason';
}

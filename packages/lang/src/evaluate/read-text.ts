import { durationText } from '../syntax/duration.js';
import { printStatistic } from '../syntax/print-statistic.js';
import { isPlainName } from '../syntax/reserved-words.js';
import { quote } from '../syntax/string-literal.js';
import type { ReadKey, ReadVersion } from './read.js';

/** A name stands bare where it can, and in quotes where it could be taken for anything else. */
function nameText(name: string): string {
  return isPlainName(name) ? name : quote(name);
}

/** Quotes keep a version that happens to be called `candidate` apart from the role. */
function labelText(label: string): string {
  return label === 'candidate' || label === 'baseline' ? quote(label) : nameText(label);
}

function versionText(version: ReadVersion, bound: string | null): string | null {
  if (bound !== null) return labelText(bound);
  switch (version.form) {
    case 'role':
      return version.role;
    case 'label':
      return labelText(version.label);
    case 'scored':
      return null;
  }
}

/**
 * The canonical text of what is read, without whose it is: `requests.p99{method="GET"} over 5m offset 1h`. Equal reads have
 * equal texts; metrics files are looked up by it.
 */
export function metricText(read: ReadKey): string {
  if (read.kind === 'promql') {
    return `promql ${quote(read.query)}${read.unit === null ? '' : ` as ${nameText(read.unit)}`}`;
  }
  const metric = nameText(read.metric);
  const statistic = printStatistic(metric, read.statistic);
  const matchers = read.selector.map(({ label, operator, value }) => `${label}${operator}${quote(value)}`);
  const selector = matchers.length === 0 ? '' : `{${matchers.join(', ')}}`;
  const window = read.window === null ? '' : ` over ${durationText(read.window)}`;
  const offset = read.offset === 0 ? '' : ` offset ${durationText(read.offset)}`;
  return `${metric}${statistic}${selector}${window}${offset}`;
}

/**
 * The canonical text of a read, for people: `metric candidate requests over 5m`. `bound` is the label that the read's version
 * has in one release and stands in its place; a read of the scored version without it is its metric alone.
 */
export function readText(read: ReadKey, bound: string | null = null): string {
  if (read.kind === 'promql') return metricText(read);
  const version = versionText(read.version, bound);
  return version === null ? metricText(read) : `metric ${version} ${metricText(read)}`;
}

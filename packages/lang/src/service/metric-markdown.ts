import type { MetricDeclaration, MetricKind } from '../check/catalogue.js';
import { unitText } from '../check/unit.js';
import type { Analysis } from './analysis.js';

const KIND_TEXT: Readonly<Record<MetricKind, string>> = {
  counter: 'a counter: its increase over the window',
  gauge: 'a gauge: its mean over the window',
  rate: 'a rate: its mean over the window',
};

/** What a catalogue says of a metric: description, kind and unit, statistics, and how it is asked for. */
export function metricMarkdown({ context }: Analysis, name: string, declaration: MetricDeclaration): string {
  const { unit, kind, description, statistics } = declaration;
  const query = context.queries?.get(name);
  return [
    description === '' ? [] : [`${description}.`.replace(/\.\.$/, '.')],
    [`${unitText(unit)}; ${KIND_TEXT[kind]}`],
    statistics.length === 0 ? [] : [`Statistics: ${statistics.map((known) => `\`.${known}\``).join(', ')}`],
    query === undefined ? [] : [`\`\`\`promql\n${query}\n\`\`\``],
  ]
    .flat()
    .join('\n\n');
}

import type { MetricDeclaration, MetricKind } from '../check/catalogue.js';
import { unitText } from '../check/unit.js';

const KIND_TEXT: Readonly<Record<MetricKind, string>> = {
  counter: 'a counter: its increase over the window',
  gauge: 'a gauge: its mean over the window',
  rate: 'a rate: its mean over the window',
};

/** What a catalogue says of a metric: description, kind and unit, statistics. */
export function metricMarkdown(declaration: MetricDeclaration): string {
  const { unit, kind, description, statistics } = declaration;
  return [
    description === '' ? [] : [`${description}.`.replace(/\.\.$/, '.')],
    [`${unitText(unit)}; ${KIND_TEXT[kind]}`],
    statistics.length === 0 ? [] : [`Statistics: ${statistics.map((known) => `\`.${known}\``).join(', ')}`],
  ]
    .flat()
    .join('\n\n');
}

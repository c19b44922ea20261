import type { ReadKey } from '../../evaluate/read.js';
import { resolveVersion } from '../../evaluate/resolve-version.js';
import { readText } from '../../evaluate/read-text.js';
import type { Type } from '../../check/type.js';
import { unitText } from '../../check/unit.js';
import { durationText } from '../../syntax/duration.js';
import type { Analysis } from '../analysis.js';
import type { ServiceContext } from '../context.js';
import { liveValues, sampleText } from '../live-values.js';
import { metricMarkdown } from '../metric-markdown.js';
import { lamia } from './markdown.js';
import { code } from './predicate-words.js';

/** What is known of a read: its text and unit, its metric, and its current values. */
export function readWords(analysis: Analysis, read: ReadKey, type: Type | undefined): readonly string[] {
  const unit = type?.kind === 'number' && type.unit !== 'open' ? unitText(type.unit) : undefined;
  const values = liveValues(analysis.context, read).map(
    ({ version, sample }) =>
      `Now${version === null ? '' : ` of ${code(version)}`}: ${sampleText(sample, unit)}`,
  );
  return [
    lamia(`${readText(read)}${unit === undefined ? '' : ` // ${unit}`}`),
    ...(values.length === 0 ? [] : [values.join('  \n')]),
    ...(read.kind === 'promql' ? ['A query of your own, of no version.'] : metricWords(analysis, read)),
    ...queriesOf(analysis.context, read).map((query) => `\`\`\`promql\n${query}\n\`\`\``),
  ];
}

/** The PromQL behind a read; behind that of a score, as it is asked for the candidate, or for the first version. */
function queriesOf(
  { versions = [], baseline = null, candidate = null, queriesOf: asked }: ServiceContext,
  read: ReadKey,
): readonly string[] {
  if (asked === undefined || read.kind === 'promql') return [];
  const scored = candidate ?? versions[0] ?? null;
  const version =
    read.version.form === 'label'
      ? read.version.label
      : resolveVersion(read.version, { versions, baseline, candidate }, scored);
  return asked(read, version);
}

function metricWords(
  analysis: Analysis,
  { metric, version, window }: ReadKey & { readonly kind: 'metric' },
): readonly string[] {
  const { catalogue } = analysis.context;
  const declaration = catalogue?.metrics.get(metric);
  const ofGateway = analysis.context.window;
  return [
    ...(declaration === undefined ? [] : [metricMarkdown(declaration)]),
    ...(catalogue?.unavailable.has(metric) === true
      ? [`Not to be had: ${catalogue.unavailable.get(metric) ?? ''}.`]
      : []),
    ...(version.form === 'scored' ? ['Read of the version that is being scored.'] : []),
    ...(window === null && ofGateway !== undefined
      ? [`Over the gateway’s window, ${durationText(ofGateway)}.`]
      : []),
  ];
}

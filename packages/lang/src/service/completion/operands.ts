import type { ProgramKind } from '../../check/checked.js';
import { FUNCTIONS } from '../../check/functions.js';
import type { Type } from '../../check/type.js';
import type { Analysis } from '../analysis.js';
import { letAt, typeOfLet } from '../lets.js';
import type { Wanted } from '../place/expectation.js';
import type { Place } from '../place/place.js';
import { typeText } from '../type-text.js';
import { wordProposal, type Proposal } from './completion.js';
import { bareMetrics, versionValues } from './names.js';

/** What may stand where a value is expected, in each kind of program that this one may be. */
export function operands(
  analysis: Analysis,
  place: Place,
  wanted: Wanted,
  takesNot = true,
): readonly Proposal[] {
  return [
    ...lets(analysis, place, wanted),
    ...[...place.kinds].flatMap((kind) => operandsOf(analysis, kind, wanted, takesNot)),
  ];
}

function operandsOf(
  analysis: Analysis,
  kind: ProgramKind,
  wanted: Wanted,
  takesNot: boolean,
): readonly Proposal[] {
  const truths = [...(takesNot ? ['not'] : []), 'true', 'false'].map((word) => wordProposal(word));
  if (kind === 'condition') return wanted === 'any' ? [...fields(), ...truths] : [];
  const versions = [wordProposal('nil'), wordProposal('result'), ...versionValues(analysis)];
  if (wanted === 'version') return kind === 'decision' ? versions : [];
  return [
    ...(kind === 'score' ? bareMetrics(analysis) : []),
    wordProposal('metric', 'metric '),
    ...functions(wanted),
    ...(analysis.context.allowPromql === false ? [] : [wordProposal('promql', 'promql "${1}"')]),
    ...(wanted === 'number' ? [] : truths),
    ...(wanted === 'any' && kind === 'decision' ? versions : []),
  ];
}

function functions(wanted: Wanted): readonly Proposal[] {
  return [...FUNCTIONS]
    .filter(([name]) => wanted !== 'number' || name !== 'known')
    .map(([label, { signature, description }]) => ({
      ...{ label, kind: 'function', detail: signature, documentation: `${description}.` },
      insert: { form: 'snippet', text: `${label}(\${1})` },
    }));
}

const FIELDS: readonly (readonly [string, string | null])[] = [
  ['header', 'header "${1}"'],
  ['cookie', 'cookie "${1}"'],
  ['query', 'query "${1}"'],
  ['path', null],
  ['host', null],
  ['method', null],
  ['scheme', null],
];

function fields(): readonly Proposal[] {
  return FIELDS.map(([word, snippet]) => wordProposal(word, snippet, 'field'));
}

function lets(analysis: Analysis, { nesting }: Place, wanted: Wanted): readonly Proposal[] {
  return nesting.inReach.flatMap(({ name, start }): readonly Proposal[] => {
    const declaration = letAt(analysis, start);
    const type = declaration === null ? null : typeOfLet(analysis, declaration);
    if (type !== null && !fits(type, wanted)) return [];
    return [
      {
        ...{ label: name, kind: 'let', detail: type === null ? null : typeText(type) },
        documentation:
          declaration === null
            ? null
            : `\`\`\`lamia\n${analysis.text.slice(declaration.start, declaration.end)}\n\`\`\``,
        insert: { form: 'text', text: name },
      },
    ];
  });
}

function fits({ kind }: Type, wanted: Wanted): boolean {
  if (wanted === 'any' || kind === 'error') return true;
  const isVersion = kind === 'version' || kind === 'nil';
  if (wanted === 'number') return kind === 'number';
  return wanted === 'version' ? isVersion : !isVersion;
}

import { suggest } from '@lamia/lang';
import type { Matcher } from '@lamia/lang';
import type { Findings } from '../../config/finding.js';
import type { Tree, TreeEntry, TreeMap } from '../../config/yaml/tree.js';
import { labelRegex } from '../label-regex.js';
import { textOf } from './map-reader.js';
import type { Identity, Template } from './measure.js';
import { parseTemplate, SUBJECT_PARTS } from './template.js';

const LABEL = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** The ways to compare a label, as keys of a catalogue file. */
const OPERATORS: ReadonlyMap<string, Matcher['operator']> = new Map([
  ['is', '='],
  ['isNot', '!='],
  ['matches', '=~'],
  ['matchesNot', '!~'],
]);

/** Reads `where: { code: "2xx", reporter: { matches: "source|waypoint" } }`; sorted by label. */
export function readMatchers(map: TreeMap, findings: Findings): readonly Matcher[] {
  const matchers = [...map.entries].flatMap(([label, entry]) => readMatcher(label, entry, findings) ?? []);
  return matchers.sort((left, right) => compare(left.label, right.label));
}

function readMatcher(label: string, { key, value }: TreeEntry, findings: Findings): Matcher | null {
  if (!isLabel(label, key, findings)) return null;
  const exact = textOf(value);
  if (exact !== null) return { label, operator: '=', value: exact };
  const [only, ...rest] = value.kind === 'map' ? value.entries : [];
  const operator = only === undefined || rest.length > 0 ? undefined : OPERATORS.get(only[0]);
  const operand = only?.[1].value;
  const text = operand === undefined ? null : textOf(operand);
  if (operator === undefined || operand === undefined || text === null) {
    const expected = 'a quoted text, or a map of one key `is`, `isNot`, `matches` or `matchesNot`';
    findings.error(value.place, 'wrong-type', `the value for the label \`${label}\` must be ${expected}`);
    return null;
  }
  const isRegex = operator === '=~' || operator === '!~';
  if (isRegex && labelRegex(text) === null) {
    findings.error(operand.place, 'wrong-value', `\`${text}\` is no regular expression in RE2 syntax`);
    return null;
  }
  return { label, operator, value: text };
}

/** Reads `identity: { application: $application, version: $version }`; sorted by label. */
export function readIdentity(map: TreeMap, findings: Findings): Identity {
  const labels = [...map.entries].flatMap(
    ([label, { key, value }]): readonly (readonly [string, Template])[] => {
      const template = isLabel(label, key, findings) ? readTemplate(label, value, findings) : null;
      return template === null ? [] : [[label, template]];
    },
  );
  const identity = new Map(labels.sort(([left], [right]) => compare(left, right)));
  const names = [...identity.values()]
    .flat()
    .flatMap((piece) => (typeof piece === 'string' ? [] : [piece.part]));
  if (identity.size === map.entries.size && !names.includes('version')) {
    const message = 'no label of `identity` holds `$version`, so that versions could not be told apart';
    findings.error(map.place, 'wrong-value', message);
  }
  return identity;
}

function readTemplate(label: string, value: Tree, findings: Findings): Template | null {
  const text = textOf(value);
  if (text === null) {
    findings.error(
      value.place,
      'wrong-type',
      `the value for the label \`${label}\` must be a text such as \`$version\``,
    );
    return null;
  }
  const parsed = parseTemplate(text);
  if ('template' in parsed) return parsed.template;
  const near = suggest(parsed.unknown, SUBJECT_PARTS);
  const hint =
    near === null
      ? `expected ${SUBJECT_PARTS.map((part) => `\`$${part}\``).join(', ')}`
      : `did you mean \`$${near}\``;
  findings.error(value.place, 'wrong-value', `\`$${parsed.unknown}\` is no part of a subject; ${hint}`);
  return null;
}

function isLabel(label: string, place: TreeEntry['key'], findings: Findings): boolean {
  const isUsable = LABEL.test(label) && label !== '__name__';
  if (!isUsable)
    findings.error(place, 'wrong-value', `\`${label}\` is no name of a label: letters, digits and \`_\``);
  return isUsable;
}

function compare(left: string, right: string): number {
  return left < right ? -1 : Number(left > right);
}

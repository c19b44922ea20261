import type { Type } from '../../check/type.js';
import type { Expression } from '../../syntax/ast.js';
import { visit } from '../../syntax/visitor.js';
import type { Analysis } from '../analysis.js';
import type { Ended } from '../place/expectation.js';
import type { Place } from '../place/place.js';
import { wordProposal, type Proposal } from './completion.js';

const ARITHMETIC: readonly (readonly [string, string])[] = [
  ['+', 'the sum'],
  ['-', 'the difference'],
  ['*', 'the product'],
  ['/', 'the share'],
];
const FALLBACK: readonly (readonly [string, string])[] = [
  ['??', 'where the left side is unknown, the right one'],
];
const ORDER: readonly (readonly [string, string])[] = [
  ['<', 'is less'],
  ['<=', 'is at most'],
  ['>', 'is more'],
  ['>=', 'is at least'],
];
const EQUALITY: readonly (readonly [string, string])[] = [
  ['==', 'is the same'],
  ['!=', 'is another'],
];

/** What joins a value with another, by what the value is; all of them where a broken text does not show that. */
export function operators(analysis: Analysis, place: Place, ended: Ended): readonly Proposal[] {
  const { kinds } = place;
  const takesTruths = kinds.has('decision') || kinds.has('condition');
  const joins = takesTruths ? [wordProposal('and'), wordProposal('or')] : [];
  const takesNumbers = kinds.has('decision') || kinds.has('score');
  if (ended.of === 'test' || !takesNumbers) return joins;
  const { types, binaries } = before(analysis, place);
  const isUnsaid = types.size === 0;
  const isNumber = isUnsaid || types.has('number');
  const isCompared = has(binaries, [...ORDER, ...EQUALITY]);
  return [
    ...(isUnsaid || types.has('boolean') || isCompared ? joins : []),
    ...(isNumber ? arithmetic(binaries) : []),
    ...(isNumber && !isCompared && takesTruths ? [...ORDER, ...EQUALITY].map(sign) : []),
    ...(!isNumber && types.has('version') && !isCompared && takesTruths ? EQUALITY.map(sign) : []),
  ];
}

function sign([label, detail]: readonly [string, string]): Proposal {
  return { label, kind: 'operator', detail, insert: { form: 'text', text: label } };
}

/** `a + b ?? c` says two things, and is none. */
function arithmetic(binaries: ReadonlySet<string>): readonly Proposal[] {
  const signs = [
    ...(has(binaries, FALLBACK) ? [] : ARITHMETIC),
    ...(has(binaries, ARITHMETIC) ? [] : FALLBACK),
  ];
  return signs.map(sign);
}

const has = (binaries: ReadonlySet<string>, signs: readonly (readonly [string, string])[]): boolean =>
  signs.some(([text]) => binaries.has(text));

/** What a place comes after: in `a > b`, both the number and the comparison. */
interface Before {
  /** Empty where the tree does not say. */
  readonly types: ReadonlySet<Type['kind']>;
  /** The operators of all that ends there. `a < b < c` is no comparison. */
  readonly binaries: ReadonlySet<string>;
}

/** What ends right before a place, also in brackets. */
function before(analysis: Analysis, { span }: Place): Before {
  const { lexemes } = analysis;
  let last = lexemes.findLastIndex((lexeme) => lexeme.end <= span.start);
  for (; last >= 0; last -= 1) {
    const found = endingAt(analysis, lexemes[last]?.end ?? 0);
    if (found !== null) return found;
    if (lexemes[last]?.text !== ')') break;
  }
  return { types: new Set(), binaries: new Set() };
}

function endingAt({ program, meaning }: Analysis, end: number): Before | null {
  const found: Expression[] = [];
  const enter = (node: Expression): void => {
    if (node.end === end) found.push(node);
  };
  visit(program, {
    ...{ Binary: enter, Not: enter, Negate: enter, NumberLiteral: enter, VersionLiteral: enter },
    ...{ NilLiteral: enter, BooleanLiteral: enter, ResultReference: enter, Name: enter },
    ...{ Read: enter, PromqlRead: enter, Call: enter },
  });
  if (found.length === 0) return null;
  const types = found.flatMap((node) => meaning.types.get(node)?.kind ?? []);
  return {
    types: new Set(types.filter((kind) => kind !== 'error')),
    binaries: new Set(found.flatMap((node) => (node.kind === 'Binary' ? node.operator : []))),
  };
}

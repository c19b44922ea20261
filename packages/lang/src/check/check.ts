import { isRunnable, type Diagnostic } from '../diagnostics/diagnostic.js';
import { firstErrors, inOrder } from '../diagnostics/in-order.js';
import type { Node, Program } from '../syntax/ast.js';
import { checkCondition } from '../condition/check-condition.js';
import type { Condition } from '../condition/formula.js';
import { parse, type ParseResult } from '../syntax/parse.js';
import type { CheckedProgram, ProgramKind } from './checked.js';
import { typeName } from './infer-types.js';
import { findDecisionWord, findPredicate, inferKind } from './kind.js';
import { conditionMeaning, programMeaning, type Meaning } from './meaning.js';
import type { CheckOptions } from './options.js';
import { commentSwallowsCode } from './rules/comment-swallows-code.js';
import { RULES } from './rules/index.js';
import type { Type } from './type.js';

export interface CheckResult {
  /** What was asked for, or what the text looks like; null where it cannot be read. */
  readonly kind: ProgramKind | null;
  /** In source order. */
  readonly diagnostics: readonly Diagnostic[];
  /** A decision or score, ready to be compiled; null when any diagnostic is an error. */
  readonly checked: CheckedProgram | null;
  /** A condition, ready to be matched and compiled; null when any diagnostic is an error. */
  readonly condition: Condition | null;
}

/** A check, and what its names and expressions mean as far as they do. */
export interface Inspection extends CheckResult {
  /** Null where it was not looked for, since the text cannot be read or is of another kind. */
  readonly meaning: Meaning | null;
}

/** Finds everything that can be wrong with a program before any data is seen. */
export function check(source: string, options: CheckOptions = {}): CheckResult {
  return checkParsed(parse(source), options);
}

/** The same for a text that was parsed before. */
export function checkParsed(parsed: ParseResult, options: CheckOptions = {}): CheckResult {
  const { kind, diagnostics, checked, condition } = inspect(parsed, options);
  return { kind, diagnostics, checked, condition };
}

/** The same with what was learnt on the way, which editors show of a program with errors as well. */
export function inspect(parsed: ParseResult, options: CheckOptions): Inspection {
  const { source, program } = parsed;
  if (!isRunnable(parsed.diagnostics)) {
    return { kind: options.kind ?? null, ...refused(parsed) };
  }
  const kind = options.kind ?? inferKind(program, options.versions ?? []);
  const misplaced =
    program.statements.length === 0 && program.value === null ? empty(program) : belongs(program, kind);
  if (misplaced !== null) return { kind, ...refused(parsed, misplaced) };
  if (kind === 'condition') {
    const { diagnostics, condition, names } = checkCondition(parsed);
    const found = inOrder([...parsed.diagnostics, ...diagnostics]);
    return { kind, diagnostics: found, checked: null, condition, meaning: conditionMeaning(names) };
  }
  const { meaning, diagnostics: ofMeaning } = programMeaning(parsed, kind, options);
  const { resolution, types } = meaning;
  const found: Diagnostic[] = [...parsed.diagnostics, ...ofMeaning];
  const wrongEnd = finalValue(program, kind, types);
  if (wrongEnd !== null) found.push(wrongEnd);
  const context = { source, program, comments: parsed.comments, kind, resolution, types };
  for (const rule of RULES) rule({ ...context, report: (diagnostic) => void found.push(diagnostic) });
  const diagnostics = firstErrors(found);
  const checked = isRunnable(diagnostics)
    ? { kind, source, program, types, diagnostics, ...resolution }
    : null;
  return { kind, diagnostics, checked, condition: null, meaning };
}

/** The rest of what is wrong is not looked for, but for comments: what they swallow may be why nothing is left to read. */
function refused({ comments, diagnostics }: ParseResult, why?: Diagnostic): Omit<Inspection, 'kind'> {
  const found: Diagnostic[] = why === undefined ? [...diagnostics] : [...diagnostics, why];
  commentSwallowsCode({ comments, report: (diagnostic) => void found.push(diagnostic) });
  return { diagnostics: inOrder(found), checked: null, condition: null, meaning: null };
}

function empty(program: Program): Diagnostic {
  return {
    code: 'empty-program',
    severity: 'error',
    message: 'the program is empty: end it with an expression, or assign `result`',
    start: program.start,
    end: program.end,
  };
}

/** What stands in a program of one kind but belongs in another. */
function belongs(program: Program, kind: ProgramKind): Diagnostic | null {
  const predicate = findPredicate(program);
  if (kind === 'condition') return notOfCondition(program, predicate);
  if (predicate !== null) {
    return at(
      predicate,
      'misplaced-predicate',
      `a ${kind} looks at metrics, not at requests: this test belongs in the \`condition\` of a route`,
    );
  }
  const word = kind === 'score' ? findDecisionWord(program) : null;
  if (word === null) return null;
  return at(
    word,
    'kind-mismatch',
    'a score is one number for each version, without `if`, `result` or `nil`: write a decision, as the expression of a custom policy',
  );
}

/** A condition decides nothing: it has tests alone. */
function notOfCondition(program: Program, predicate: Node | null): Diagnostic | null {
  const word = findDecisionWord(program);
  if (word === null) return null;
  return predicate !== null
    ? at(
        predicate,
        'misplaced-predicate',
        'a decision looks at metrics, not at requests: this test belongs in the `condition` of a route',
      )
    : at(
        word,
        'kind-mismatch',
        'a condition is a test of one request, without `if`, `result` or `nil`: a decision belongs in the `expression` of a custom policy',
      );
}

/** The program must end in what its kind is for. */
function finalValue(
  program: Program,
  kind: 'decision' | 'score',
  types: ReadonlyMap<Node, Type>,
): Diagnostic | null {
  const type: Type | undefined = program.value === null ? undefined : types.get(program.value);
  if (type?.kind === 'error') return null;
  if (type === undefined || program.value === null) {
    if (kind === 'decision') return null;
    return at(program, 'empty-program', 'a score ends in an expression: write what is to be compared');
  }
  if (kind === 'score' ? type.kind === 'number' : type.kind === 'version' || type.kind === 'nil') return null;
  if (type.kind === 'boolean') {
    return at(
      program.value,
      'type-mismatch',
      `a ${kind} cannot end in true or false: choose with \`if (…) { result = candidate; }\`, or score with a number`,
    );
  }
  return kind === 'decision'
    ? at(
        program.value,
        'kind-mismatch',
        `a decision ends in a version or \`nil\`, but this is ${typeName(type)}: a number is a score, the expression of a metric policy`,
      )
    : at(program.value, 'kind-mismatch', `a score ends in a number, but this is ${typeName(type)}`);
}

function at(node: Node, code: Diagnostic['code'], message: string): Diagnostic {
  return { code, severity: 'error', message, start: node.start, end: node.end };
}

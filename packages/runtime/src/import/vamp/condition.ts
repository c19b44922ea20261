import {
  check,
  isRunnable,
  notEvaluable,
  parse,
  printProgram,
  type Diagnostic,
  type Expression,
  type Program,
} from '@lamia/lang';

/** A classic condition as Lamia writes it, or why there is no such thing. */
export type CarriedCondition =
  | {
      readonly ok: true;
      readonly text: string;
      /** What the checker has to say about it beside its spelling. */
      readonly warnings: readonly Diagnostic[];
      readonly hasRawAcls: boolean;
    }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

/** The canonical form of a condition with the meaning that classic Vamp gave it. */
export function carryCondition(source: string): CarriedCondition {
  const { program, comments, diagnostics } = parse(source);
  if (!isRunnable(diagnostics)) return { ok: false, diagnostics };
  const text = printProgram(withWholeHosts(program), source, comments).trim();
  const checked = check(text, { kind: 'condition' });
  if (checked.condition === null) return { ok: false, diagnostics: checked.diagnostics };
  const warnings = checked.diagnostics.filter(({ severity }) => severity === 'warning');
  return { ok: true, text, warnings, hasRawAcls: notEvaluable(checked.condition).length > 0 };
}

/** `host has shop` compared the whole host, which `has` of this language does not. */
function withWholeHosts(program: Program): Program {
  const { statements, value } = program;
  return { ...program, statements, value: value === null ? null : wholeHosts(value) };
}

function wholeHosts(part: Expression): Expression {
  switch (part.kind) {
    case 'Binary':
      return { ...part, left: wholeHosts(part.left), right: wholeHosts(part.right) };
    case 'Not':
      return { ...part, operand: wholeHosts(part.operand) };
    case 'Predicate':
      return part.field === 'host' && part.test.test === 'contains'
        ? { ...part, test: { ...part.test, test: 'exact' } }
        : part;
    default:
      return part;
  }
}

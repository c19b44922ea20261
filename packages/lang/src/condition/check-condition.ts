import type { NameMeaning } from '../check/checked.js';
import { regexReader } from '../check/regex.js';
import { commentSwallowsCode } from '../check/rules/comment-swallows-code.js';
import { unusedLet } from '../check/rules/unused-let.js';
import { findNode } from '../check/kind.js';
import { FUNCTIONS } from '../check/functions.js';
import { isRunnable, type Diagnostic, type DiagnosticSink } from '../diagnostics/diagnostic.js';
import { excerpt } from '../diagnostics/excerpt.js';
import { firstErrors } from '../diagnostics/in-order.js';
import { suggest } from '../diagnostics/suggest.js';
import type { Span } from '../source/span.js';
import type { Expression, Let, Name, Predicate, Program } from '../syntax/ast.js';
import { LIMITS } from '../syntax/limits.js';
import type { ParseResult } from '../syntax/parse.js';
import { analyse } from './analyse.js';
import { atomKey, type Atom } from './atom.js';
import { buildAtom, type AtomContext } from './build-atom.js';
import type { Condition, Formula } from './formula.js';

/**
 * Finds what can be wrong with a condition, and builds what it says.
 * @param options.analyses false leaves out what only shows when its tests are compared with each other
 */
export function checkCondition(
  { source, program, comments }: ParseResult,
  options: { readonly analyses: boolean } = { analyses: true },
): {
  readonly diagnostics: readonly Diagnostic[];
  /** Null when any diagnostic is an error. */
  readonly condition: Condition | null;
  /** What the names mean that mean anything. */
  readonly names: ReadonlyMap<Name, NameMeaning>;
} {
  const found: Diagnostic[] = [];
  const report: DiagnosticSink = (diagnostic) => void found.push(diagnostic);
  const builder = new FormulaBuilder({ source, readRegex: regexReader(), report });
  const formula = builder.program(program);
  const names = new Map(builder.uses);
  unusedLet({ program, resolution: { names }, report });
  commentSwallowsCode({ comments, report });
  if (builder.atoms.length > LIMITS.atoms) {
    report({
      code: 'too-many-atoms',
      severity: 'error',
      message: `the condition has ${builder.atoms.length} different tests, more than ${LIMITS.atoms}: join texts of one field with \`in (…)\` or in one regular expression, or split the route`,
      start: program.start,
      end: program.end,
    });
  }
  const { atoms, places } = builder;
  const built = formula === null ? null : { source, program, formula, atoms, places };
  if (options.analyses && built !== null && isRunnable(found))
    for (const finding of analyse(built)) report(finding);
  const diagnostics = firstErrors(found);
  const condition = built !== null && isRunnable(diagnostics) ? { ...built, diagnostics } : null;
  return { diagnostics, condition, names };
}

const FIELD_WORD = /^(?:host|path|uri|method|scheme|useragent|header|cookie|query|has|misses|contains)$/i;

/** Builds the formula; null wherever something is wrong, which is reported once. */
class FormulaBuilder {
  readonly atoms: Atom[] = [];
  readonly places: Predicate[][] = [];
  readonly uses = new Map<Name, { readonly kind: 'let'; readonly declaration: Let }>();
  private readonly indices = new Map<string, number>();
  private readonly lets = new Map<string, { readonly declaration: Let; readonly formula: Formula | null }>();

  constructor(private readonly context: AtomContext) {}

  program(program: Program): Formula | null {
    for (const statement of program.statements) {
      if (statement.kind === 'Let') this.declare(statement);
    }
    if (program.value !== null) return this.formula(program.value);
    this.error(
      'empty-program',
      'a condition ends in a test of the request: write what the route is for',
      program,
    );
    return null;
  }

  private declare(declaration: Let): void {
    const formula = this.formula(declaration.value);
    const { name, nameSpan } = declaration;
    const first = this.lets.get(name);
    if (first === undefined) {
      if (FUNCTIONS.has(name)) this.shadowed(name, 'a function', nameSpan);
      this.lets.set(name, { declaration, formula });
      return;
    }
    this.context.report({
      code: 'shadowed-name',
      severity: 'error',
      message: `\`${excerpt(name)}\` is already a \`let\` in reach: choose another name`,
      ...nameSpan,
      related: [{ message: 'declared here first', ...first.declaration.nameSpan }],
    });
  }

  private formula(node: Expression): Formula | null {
    const span = { start: node.start, end: node.end };
    switch (node.kind) {
      case 'Binary': {
        if (node.operator !== 'and' && node.operator !== 'or') return this.noTest(node);
        const operands = [this.formula(node.left), this.formula(node.right)];
        return operands.every((operand) => operand !== null) ? { kind: node.operator, operands, span } : null;
      }
      case 'Not': {
        const operand = this.formula(node.operand);
        return operand === null ? null : { kind: 'not', operand, span };
      }
      case 'Predicate':
        return this.test(node, span);
      case 'RawAcl':
        return { kind: 'raw', acl: node.text, span };
      case 'BooleanLiteral':
        return { kind: 'constant', value: node.value, span };
      case 'Name':
        return this.name(node);
      default:
        return this.noTest(node);
    }
  }

  private test(node: Predicate, span: Span): Formula | null {
    const atom = buildAtom(node, this.context);
    if (atom === null) return null;
    if (typeof atom === 'boolean') return { kind: 'constant', value: atom, span };
    const key = atomKey(atom);
    const index = this.indices.get(key) ?? this.atoms.push(atom) - 1;
    this.indices.set(key, index);
    const places = (this.places[index] ??= []);
    places.push(node);
    return { kind: 'test', atom: index, span };
  }

  private name(node: Name): Formula | null {
    const found = this.lets.get(node.name);
    if (found !== undefined) {
      this.uses.set(node, { kind: 'let', declaration: found.declaration });
      return found.formula;
    }
    if (FIELD_WORD.test(node.name)) return this.fieldWithoutTest(node);
    const near = suggest(node.name, this.lets.keys());
    const advice =
      near === null
        ? 'a condition looks at one request, as in `header "X" exact "1"`; metrics belong in the `expression` of a policy'
        : `did you mean \`${near}\`?`;
    this.error(
      'misplaced-metric',
      `\`${excerpt(node.name)}\` is no \`let\` of this condition: ${advice}`,
      node,
    );
    return null;
  }

  private noTest(node: Expression): null {
    const metric = findNode(
      node,
      (part) =>
        part.kind === 'Read' ||
        part.kind === 'PromqlRead' ||
        (part.kind === 'Name' && !this.lets.has(part.name)),
    );
    if (metric?.kind === 'Name' && FIELD_WORD.test(metric.name)) return this.fieldWithoutTest(metric);
    if (metric !== null) {
      this.error(
        'misplaced-metric',
        'a condition looks at one request, not at metrics: this belongs in the `expression` of a policy',
        metric,
      );
    } else {
      this.error(
        'type-mismatch',
        'a condition is made of tests such as `header "X" exact "1"`, joined by `and`, `or` and `not`: this is none',
        node,
      );
    }
    return null;
  }

  /** Without a test after it the word is read as a metric's name. */
  private fieldWithoutTest(node: Name): null {
    this.error(
      'misplaced-metric',
      `\`${node.name}\` has no test: write what it is compared with, as in \`path prefix "/a"\` or \`header "X" exact "1"\``,
      node,
    );
    return null;
  }

  private shadowed(name: string, what: string, span: Span): void {
    this.error('shadowed-name', `\`${excerpt(name)}\` is already ${what}: choose another name`, span);
  }

  private error(code: Diagnostic['code'], message: string, { start, end }: Span): void {
    this.context.report({ code, severity: 'error', message, start, end });
  }
}

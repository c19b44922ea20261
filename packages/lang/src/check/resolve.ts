import { excerpt } from '../diagnostics/excerpt.js';
import { suggest } from '../diagnostics/suggest.js';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { ReadKey, ReadVersion } from '../evaluate/read.js';
import { resolveVersion, versionsOfSubset } from '../evaluate/resolve-version.js';
import type { Span } from '../source/span.js';
import type { Expression, Let, Name, Program, PromqlRead, Read, Statement } from '../syntax/ast.js';
import { children } from '../syntax/children.js';
import { LIMITS } from '../syntax/limits.js';
import type { MetricCatalogue } from './catalogue.js';
import type { NameMeaning, Resolution } from './checked.js';
import { FUNCTIONS } from './functions.js';
import type { CheckOptions } from './options.js';
import { isQuotedAt, rename } from './rename.js';
import { RESERVED_ROLES, type Role } from './roles.js';
import { Scope } from './scope.js';

/**
 * Gives every name and read of a decision or score its meaning and collects the distinct reads. Everything that can be wrong with
 * a name alone is reported here.
 */
export function resolve(
  program: Program,
  kind: 'decision' | 'score',
  options: CheckOptions,
): { readonly resolution: Resolution; readonly diagnostics: readonly Diagnostic[] } {
  const resolver = new Resolver(kind, options);
  const scope = new Scope();
  resolver.statements(program.statements, scope);
  if (program.value !== null) resolver.expression(program.value, scope);
  return { resolution: resolver.resolution(), diagnostics: resolver.diagnostics };
}

class Resolver {
  readonly diagnostics: Diagnostic[] = [];
  private readonly reads: ReadKey[] = [];
  private readonly slotsByIdentity = new Map<string, number>();
  private readonly names = new Map<Name, NameMeaning>();
  private readonly slots = new Map<Read | PromqlRead, number>();
  private readonly uncheckedVersions = new Set<string>();
  private suggestionsLeft: number = LIMITS.errors;

  constructor(
    private readonly kind: 'decision' | 'score',
    private readonly options: CheckOptions,
  ) {}

  resolution(): Resolution {
    return { reads: this.reads, names: this.names, slots: this.slots };
  }

  /** Declares into `scope` what the statements name. */
  statements(statements: readonly Statement[], scope: Scope): void {
    for (const statement of statements) {
      switch (statement.kind) {
        case 'Let':
          this.expression(statement.value, scope);
          this.declare(statement, scope);
          break;
        case 'Assign':
          this.expression(statement.value, scope);
          break;
        case 'If':
          for (const branch of statement.branches) {
            this.expression(branch.condition, scope);
            this.statements(branch.block.statements, new Scope(scope));
          }
          if (statement.otherwise !== null) this.statements(statement.otherwise.statements, new Scope(scope));
      }
    }
  }

  /** `isOperand`: a number is wanted here, which a version can never be. */
  expression(expression: Expression, scope: Scope, isOperand = false): void {
    switch (expression.kind) {
      case 'Name':
        this.name(expression, scope, isOperand);
        return;
      case 'Read':
        if (scope.find(expression.metric) !== null && expression.version === null) {
          this.readOfLet(expression);
        } else {
          this.slots.set(expression, this.read(expression));
        }
        return;
      case 'PromqlRead':
        this.promql(expression);
        return;
      case 'VersionLiteral':
        this.version({ form: 'label', label: expression.label }, expression);
        return;
      default:
        // The children of any other expression are expressions.
        for (const child of children(expression)) {
          this.expression(child as Expression, scope, takesNumbers(expression));
        }
    }
  }

  private declare(declaration: Let, scope: Scope): void {
    const { name, nameSpan } = declaration;
    const first = scope.find(name);
    scope.declare(declaration);
    const meaning =
      first !== null
        ? 'a `let` in reach'
        : RESERVED_ROLES.has(name)
          ? 'a role of the gateway'
          : FUNCTIONS.has(name)
            ? 'a function'
            : (this.options.versions ?? []).includes(name)
              ? 'a version of the gateway'
              : this.options.catalogue?.metrics.has(name) === true
                ? 'a metric of the catalogue'
                : null;
    if (meaning === null) return;
    this.report(
      'shadowed-name',
      `\`${excerpt(name)}\` is already ${meaning}: choose another name`,
      nameSpan,
      {
        ...(first === null ? {} : { related: [{ message: 'declared here first', ...first.nameSpan }] }),
      },
    );
  }

  private name(node: Name, scope: Scope, isOperand: boolean): void {
    const declaration = scope.find(node.name);
    if (declaration !== null) this.names.set(node, { kind: 'let', declaration });
    else if (RESERVED_ROLES.has(node.name))
      this.role(node, node.name === 'candidate' ? 'candidate' : 'baseline');
    else if (this.kind === 'score') this.scoreName(node, scope);
    else this.decisionName(node, scope, isOperand);
  }

  private role(node: Name, role: Role): void {
    this.version({ form: 'role', role }, node);
    this.names.set(node, { kind: 'version', version: { form: 'role', role } });
  }

  /** In a score a bare name is a metric of the version that is being scored. */
  private scoreName(node: Name, scope: Scope): void {
    const isMetric = this.options.catalogue?.metrics.has(node.name) === true;
    if (!isMetric && (this.options.versions ?? []).includes(node.name)) {
      this.names.set(node, { kind: 'version', version: { form: 'label', label: node.name } });
      return;
    }
    this.metric(node.name, null, node, scope);
    const key: ReadKey = {
      kind: 'metric',
      version: { form: 'scored' },
      metric: node.name,
      statistic: null,
      selector: [],
      window: null,
      offset: 0,
    };
    this.names.set(node, { kind: 'read', slot: this.slot(key, node) });
  }

  /** In a decision a bare name is a version; a metric needs one. */
  private decisionName(node: Name, scope: Scope, isOperand: boolean): void {
    const { versions, catalogue } = this.options;
    const isMetric = isOperand || catalogue?.metrics.has(node.name) === true;
    if (versions?.includes(node.name) !== true && isMetric) {
      if (!this.mistypedLet(node, scope)) this.metricWithoutVersion(node.name, node);
      return; // without a meaning: nothing that follows from it is reported
    }
    this.version({ form: 'label', label: node.name }, node, scope);
    this.names.set(node, { kind: 'version', version: { form: 'label', label: node.name } });
  }

  /** Where a number is wanted, a name close to a `let` is more likely that than a metric without its version. */
  private mistypedLet(node: Name, scope: Scope): boolean {
    if (this.options.catalogue?.metrics.has(node.name) === true) return false;
    const nearest = this.nearest(node.name, () => scope.names());
    if (nearest === null) return false;
    const message = `\`${node.name}\` is no name in reach: did you mean \`${nearest}\`?`;
    this.report('metric-without-version', message, node, rename(node, node.name, nearest));
    return true;
  }

  /** A name of one's own has no series to choose among and no window. */
  private readOfLet({ metric, start, end }: Read): void {
    this.report(
      'bad-read',
      `\`${metric}\` is a \`let\`: write statistic, selector and window after the metric that it names`,
      { start, end },
    );
  }

  private read(node: Read): number {
    let version: ReadVersion = { form: 'scored' };
    if (node.version !== null) {
      const { form, name } = node.version;
      version =
        form === 'label'
          ? { form, label: name }
          : { form, role: name === 'candidate' ? 'candidate' : 'baseline' };
      this.version(version, node.version);
    } else if (this.kind === 'decision') {
      this.metricWithoutVersion(node.metric, node.metricSpan);
    }
    this.metric(node.metric, node.statistic, node.metricSpan);
    const selector = node.selector
      .map(({ label, operator, value }) => ({ label, operator, value }))
      .sort((left, right) => compareText(JSON.stringify(left), JSON.stringify(right)));
    const key: ReadKey = {
      kind: 'metric',
      version,
      metric: node.metric,
      statistic: node.statistic,
      selector,
      window: node.over,
      offset: node.offset ?? 0,
    };
    return this.slot(key, node);
  }

  private promql(node: PromqlRead): void {
    if (this.options.allowPromql === false) {
      this.report(
        'promql-disabled',
        "a `promql` query of one's own is not allowed here: use a metric of the catalogue, or allow it in the configuration of the source",
        node,
      );
    }
    this.slots.set(node, this.slot({ kind: 'promql', query: node.query, unit: node.unit }, node));
  }

  private slot(key: ReadKey, span: Span): number {
    const identity = JSON.stringify(key);
    const known = this.slotsByIdentity.get(identity);
    if (known !== undefined) return known;
    const slot = this.reads.push(key) - 1;
    this.slotsByIdentity.set(identity, slot);
    if (slot === LIMITS.reads) {
      this.report('too-many-reads', `the program reads more than ${LIMITS.reads} distinct metrics`, span);
    }
    return slot;
  }

  private metric(name: string, statistic: string | null, span: Span, scope: Scope | null = null): void {
    const { catalogue } = this.options;
    if (name === '') {
      this.report('bad-read', 'a metric has a name: write it between the quotes', span);
      return;
    }
    if (catalogue === undefined) return;
    const declaration = catalogue.metrics.get(name);
    if (declaration === undefined) {
      this.unknownMetric(catalogue, name, span, scope);
    } else if (statistic !== null && !declaration.statistics.includes(statistic)) {
      const has =
        declaration.statistics.length === 0
          ? 'it has none'
          : `it has ${declaration.statistics.map((known) => `\`.${known}\``).join(', ')}`;
      this.report(
        'unknown-statistic',
        `\`${name}\` has no statistic \`.${excerpt(statistic)}\`: ${has}`,
        span,
      );
    }
  }

  private unknownMetric(catalogue: MetricCatalogue, name: string, span: Span, scope: Scope | null): void {
    const reason = catalogue.unavailable.get(name);
    if (reason !== undefined) {
      this.report('unavailable-metric', `\`${name}\` cannot be read from ${catalogue.name}: ${reason}`, span);
      return;
    }
    const nearest = this.nearest(name, () => [...(scope?.names() ?? []), ...catalogue.metrics.keys()]);
    const wayOut = nearest === null ? ', and no name of it is near' : `: did you mean \`${nearest}\`?`;
    this.report(
      'unknown-metric',
      `the catalogue ${catalogue.name} has no metric \`${excerpt(name)}\`${wayOut}`,
      span,
      rename(span, name, nearest),
    );
  }

  private metricWithoutVersion(name: string, span: Span): void {
    this.report(
      'metric-without-version',
      `a decision reads a metric of a version: write \`metric candidate "${excerpt(name)}"\` or \`metric baseline "${excerpt(name)}"\``,
      span,
    );
  }

  private version(version: ReadVersion, span: Span, scope: Scope | null = null): void {
    if (version.form === 'scored') return;
    if (version.form === 'role') {
      if (this.options[version.role] === null) {
        this.report(
          'missing-role',
          `the gateway has no ${version.role}: name one, or write a version's label`,
          span,
        );
      }
      return;
    }
    const { versions } = this.options;
    const { label } = version;
    if (label === '') {
      this.report('unknown-version', 'a version has a label: write it between the quotes', span);
      return;
    }
    if (versions === undefined || versions.length === 0) {
      if (this.uncheckedVersions.has(label)) return;
      this.uncheckedVersions.add(label);
      this.report(
        'unchecked-version',
        `no list of versions is at hand, so \`${excerpt(label)}\` was not checked`,
        span,
        {
          severity: 'info',
        },
      );
      return;
    }
    if (resolveVersion(version, { versions, baseline: null, candidate: null }, null) !== null) return;
    const fitting = versionsOfSubset(label, versions);
    if (fitting.length > 1) {
      const names = fitting.map((known) => `\`${known}\``).join(' and ');
      this.report(
        'ambiguous-version',
        `\`${excerpt(label)}\` could be ${names}: write the version's whole label`,
        span,
      );
      return;
    }
    // A quoted text is a label and nothing else.
    const bareNames = isQuotedAt(span, label) ? [] : ['candidate', 'baseline', ...(scope?.names() ?? [])];
    const nearest = this.nearest(label, () => [...versions, ...bareNames]);
    const wayOut =
      nearest === null
        ? `: it has ${versions.map((name) => `\`${name}\``).join(', ')}`
        : `: did you mean \`${nearest}\`?`;
    this.report(
      'unknown-version',
      `the gateway has no version \`${excerpt(label)}\`${wayOut}`,
      span,
      rename(span, label, nearest),
    );
  }

  /** Comparing with every name takes long, and errors beyond the first are not listed. */
  private nearest(word: string, candidates: () => Iterable<string>): string | null {
    this.suggestionsLeft -= 1;
    return this.suggestionsLeft < 0 ? null : suggest(word, candidates());
  }

  private report(
    code: Diagnostic['code'],
    message: string,
    span: Span,
    more: Partial<Pick<Diagnostic, 'severity' | 'related' | 'fixes'>> = {},
  ): void {
    this.diagnostics.push({ code, severity: 'error', message, start: span.start, end: span.end, ...more });
  }
}

const ARITHMETIC_AND_ORDER: ReadonlySet<string> = new Set(['+', '-', '*', '/', '<', '<=', '>', '>=', '??']);

function takesNumbers(node: Expression): boolean {
  if (node.kind === 'Binary') return ARITHMETIC_AND_ORDER.has(node.operator);
  return node.kind === 'Negate' || node.kind === 'Call';
}

function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

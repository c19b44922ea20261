import fc from 'fast-check';

/**
 * Random well-typed programs as text. A program is drawn as a sketch without names, and then written down: a sketch's reference
 * to a `let` takes whichever is in reach, so that every sketch has a text and shrinks freely.
 */
export interface ProgramOptions {
  /** Without `??` and `known` the theorem of monotonicity holds. */
  readonly withFallbacks: boolean;
}

type Kind = 'number' | 'boolean' | 'version';

/** Writes an expression, given the names in reach. */
type Sketch = (scope: Scope) => string;

interface Scope {
  readonly names: Readonly<Record<Kind, readonly string[]>>;
  /** Takes a name for a `let` that no other has. */
  readonly fresh: () => string;
}

/** Writes a statement; the scope that holds after it. */
type StatementSketch = (scope: Scope) => { readonly text: string; readonly scope: Scope };

/** A decision that `check` accepts for `RELEASE`. */
export function arbitraryDecision(options: ProgramOptions): fc.Arbitrary<string> {
  const { statements, version } = sketches('decision', options);
  const ending = fc.oneof(
    { weight: 4, arbitrary: fc.constant<Sketch>(() => 'result') },
    { weight: 1, arbitrary: fc.constant<Sketch>(() => '') },
    { weight: 1, arbitrary: version },
  );
  return fc.tuple(statements, ending).map(([body, end]) => written(body, end));
}

/** A score that `check` accepts for `RELEASE`. */
export function arbitraryScore(options: ProgramOptions): fc.Arbitrary<string> {
  const { lets, number } = sketches('score', options);
  return fc.tuple(lets, number).map(([body, end]) => written(body, end));
}

function written(body: readonly StatementSketch[], end: Sketch): string {
  let names = 0;
  const { text, scope } = inOrder(body, {
    names: { number: [], boolean: [], version: [] },
    fresh: () => `x${names++}`,
  });
  return `${text}${end(scope)}`;
}

function inOrder(
  statements: readonly StatementSketch[],
  outer: Scope,
): { readonly text: string; readonly scope: Scope } {
  let scope = outer;
  let text = '';
  for (const statement of statements) {
    const next = statement(scope);
    text += `${next.text}\n`;
    scope = next.scope;
  }
  return { text, scope };
}

/** Without units: those of metrics are open here, and the checker's rules on them have tests of their own. */
const LITERALS = ['0', '1', '2', '3', '0.5', '1e200', '1e308'];
const METRICS = ['a', 'b', 'c.p99', 'd{code=~"5.."}', 'a offset 1h'];
const VERSIONS = ['v1', '"v2"', 'candidate', 'baseline', '"svc:80/v3"'];
/** How many reads a random program can have: each metric of each version, and of the version that is scored. */
export const MOST_READS = METRICS.length * (VERSIONS.length + 1);
/** Bounds that a checker cannot find fault with. */
const BOUNDS = ['0, 1', '1, 3', '0.5, 0.5'];

function sketches(
  kind: 'decision' | 'score',
  { withFallbacks }: ProgramOptions,
): {
  readonly statements: fc.Arbitrary<readonly StatementSketch[]>;
  readonly lets: fc.Arbitrary<readonly StatementSketch[]>;
  readonly number: fc.Arbitrary<Sketch>;
  readonly version: fc.Arbitrary<Sketch>;
} {
  const fixed = (...texts: readonly string[]): fc.Arbitrary<Sketch> =>
    fc.constantFrom(...texts).map((text) => () => text);
  const versionedRead = fc.tuple(fc.constantFrom(...VERSIONS), fc.constantFrom(...METRICS)).map(
    ([version, metric]): Sketch =>
      () =>
        `metric ${version} ${metric}`,
  );
  const read = kind === 'score' ? fc.oneof(fixed(...METRICS), versionedRead) : versionedRead;
  const onlyWithFallbacks = (
    arbitrary: fc.Arbitrary<Sketch>,
    weight: number,
  ): fc.WeightedArbitrary<Sketch>[] => (withFallbacks ? [{ weight, arbitrary }] : []);

  const tied = fc.letrec<{
    number: Sketch;
    boolean: Sketch;
    version: Sketch;
    let: StatementSketch;
    statement: StatementSketch;
  }>((tie) => {
    const number = tie('number');
    const boolean = tie('boolean');
    const version = tie('version');
    const block = fc
      .array(tie('statement'), { maxLength: 3, depthIdentifier: 'statement' })
      .map((statements) => (scope: Scope) => `{ ${inOrder(statements, scope).text} }`);
    const branch = fc.tuple(boolean, block).map(
      ([condition, body]): Sketch =>
        (scope) =>
          `if (${condition(scope)}) ${body(scope)}`,
    );
    return {
      number: fc.oneof(
        { maxDepth: 4, depthIdentifier: 'expression', withCrossShrink: true },
        { weight: 5, arbitrary: read },
        { weight: 2, arbitrary: fixed(...LITERALS) },
        { weight: 2, arbitrary: reference('number', '1') },
        { weight: 6, arbitrary: infix(number, ['+', '-', '*', '/', '/'], number) },
        ...onlyWithFallbacks(infix(number, ['??'], number), 2),
        {
          weight: 1,
          arbitrary: number.map(
            (operand): Sketch =>
              (scope) =>
                `-${operand(scope)}`,
          ),
        },
        { weight: 1, arbitrary: call('abs', fc.tuple(number)) },
        { weight: 1, arbitrary: call('min', fc.array(number, { minLength: 1, maxLength: 3 })) },
        { weight: 1, arbitrary: call('max', fc.array(number, { minLength: 1, maxLength: 3 })) },
        { weight: 1, arbitrary: call('clamp', fc.tuple(number, fixed(...BOUNDS))) },
        { weight: 1, arbitrary: call('clamp', fc.tuple(number, number, read)) },
        { weight: 1, arbitrary: call('atLeast', fc.tuple(number, number)) },
      ),
      boolean: fc.oneof(
        { maxDepth: 4, depthIdentifier: 'expression', withCrossShrink: true },
        { weight: 1, arbitrary: fixed('true', 'false') },
        { weight: 2, arbitrary: reference('boolean', 'true') },
        { weight: 6, arbitrary: infix(number, ['<', '<=', '>', '>=', '==', '!='], number) },
        { weight: 1, arbitrary: infix(version, ['==', '!='], version) },
        { weight: 4, arbitrary: infix(boolean, ['and', 'or'], boolean) },
        {
          weight: 2,
          arbitrary: boolean.map(
            (operand): Sketch =>
              (scope) =>
                `(not ${operand(scope)})`,
          ),
        },
        ...onlyWithFallbacks(call('known', fc.tuple(number)), 1),
        ...onlyWithFallbacks(call('known', fc.tuple(boolean)), 1),
        ...onlyWithFallbacks(infix(boolean, ['??'], boolean), 1),
      ),
      version: fc.oneof(
        { weight: 6, arbitrary: fixed(...VERSIONS) },
        { weight: 2, arbitrary: fixed('nil', 'result') },
        { weight: 1, arbitrary: reference('version', 'v3') },
      ),
      let: fc.oneof(
        { weight: 2, arbitrary: declaration('number', number) },
        ...(kind === 'decision'
          ? [
              { weight: 1, arbitrary: declaration('boolean', boolean) },
              { weight: 1, arbitrary: declaration('version', version) },
            ]
          : []),
      ),
      statement: fc.oneof(
        { maxDepth: 3, depthIdentifier: 'statement', withCrossShrink: true },
        {
          weight: 3,
          arbitrary: version.map((value): StatementSketch => (scope) => ({
            text: `result = ${value(scope)};`,
            scope,
          })),
        },
        { weight: 1, arbitrary: tie('let') },
        {
          weight: 3,
          arbitrary: fc
            .tuple(fc.array(branch, { minLength: 1, maxLength: 3 }), fc.option(block))
            .map(([branches, otherwise]): StatementSketch => (scope) => {
              const parts = [...branches, ...(otherwise === null ? [] : [otherwise])];
              return { text: parts.map((part) => part(scope)).join(' else '), scope };
            }),
        },
      ),
    };
  });
  return {
    statements: fc.array(tied.statement, { minLength: 1, maxLength: 4 }),
    lets: fc.array(tied.let, { maxLength: 3 }),
    number: tied.number,
    version: tied.version,
  };
}

function infix(
  left: fc.Arbitrary<Sketch>,
  operators: readonly string[],
  right: fc.Arbitrary<Sketch>,
): fc.Arbitrary<Sketch> {
  return fc.tuple(left, fc.constantFrom(...operators), right).map(
    ([x, operator, y]): Sketch =>
      (scope) =>
        `(${x(scope)} ${operator} ${y(scope)})`,
  );
}

function call(name: string, operands: fc.Arbitrary<readonly Sketch[]>): fc.Arbitrary<Sketch> {
  return operands.map(
    (list): Sketch =>
      (scope) =>
        `${name}(${list.map((operand) => operand(scope)).join(', ')})`,
  );
}

/** A `let` of that kind that is in reach, or else the text of a literal. */
function reference(kind: Kind, otherwise: string): fc.Arbitrary<Sketch> {
  return fc.nat({ max: 7 }).map((choice): Sketch => ({ names }) => {
    const inReach = names[kind];
    return inReach[choice % Math.max(inReach.length, 1)] ?? otherwise;
  });
}

function declaration(kind: Kind, value: fc.Arbitrary<Sketch>): fc.Arbitrary<StatementSketch> {
  return value.map((sketch): StatementSketch => (scope) => {
    const name = scope.fresh();
    const names = { ...scope.names, [kind]: [...scope.names[kind], name] };
    return { text: `let ${name} = ${sketch(scope)};`, scope: { ...scope, names } };
  });
}

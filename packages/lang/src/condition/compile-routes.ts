import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { excerpt } from '../diagnostics/excerpt.js';
import { LIMITS } from '../syntax/limits.js';
import type { Mirror, Rule, Share } from '../targets/target.js';
import { atomKey, type Atom } from './atom.js';
import { analyseRoutes, type RouteFinding } from './analyse-routes.js';
import { FALSE, TooLargeError } from './cover/bdd.js';
import { operandsOf, type Condition, type Formula } from './formula.js';
import { notEvaluable } from './not-evaluable.js';
import { ruleList, termsOf } from './rules.js';
import { AtomSpace } from './space.js';

/** One of a gateway's routes, in order; the last has no condition. */
export interface ConditionalRoute {
  readonly name: string;
  readonly condition: Condition | null;
  readonly to: readonly Share[];
  /** Left out where nothing is copied. */
  readonly mirror?: Mirror;
}

export interface RuleOptions {
  /**
   * Whether rules may carve out what a route does not take before it takes the rest. Some conditions are short only so; rules
   * that people read should be parts of the conditions they stand for.
   */
  readonly complements: boolean;
}

/** The rules of a gateway's routes, or why there are none. */
export type CompiledRules =
  | {
      readonly ok: true;
      readonly space: AtomSpace;
      /** The routes' conditions over the atoms of the space. */
      readonly formulas: readonly Formula[];
      /** Complete and in order: the last has no literals. */
      readonly rules: readonly Rule[];
      readonly findings: readonly RouteFinding[];
    }
  | { readonly ok: false; readonly findings: readonly RouteFinding[] };

/**
 * Turns routes into one ordered list of rules in which the first that matches decides: exactly the routes' meaning on every plain
 * request.
 * @throws RangeError where a route but the last has no condition, or the last has one
 */
export function compileRules(routes: readonly ConditionalRoute[], options: RuleOptions): CompiledRules {
  const conditions = conditionsOf(routes);
  return withSpace(conditions, (space, formulas, findings) => {
    const diagrams = formulas.map((formula) => space.diagram(formula));
    const list = ruleList(space, diagrams, options.complements, LIMITS.rules);
    if (list.ok) return { ok: true, space, formulas, rules: list.rules, findings };
    const refused = conditions[list.route];
    const formula = formulas[list.route];
    if (refused === undefined || formula === undefined)
      throw new RangeError(`there is no route ${list.route}`);
    const diagnostic = tooManyRules(space, refused.condition, formula);
    return { ok: false, findings: [...findings, { route: list.route, diagnostic }] };
  });
}

/** What the order of routes does to them, found without any rules. @throws RangeError as `compileRules` does */
export function analyseConditions(routes: readonly ConditionalRoute[]): readonly RouteFinding[] {
  const { findings } = withSpace(conditionsOf(routes), (_space, _formulas, found) => ({
    ok: false,
    findings: found,
  }));
  return findings;
}

/** Compares the conditions of all routes with each other; where they cannot be, says so in place of the work. */
function withSpace(
  conditions: readonly NamedCondition[],
  work: (space: AtomSpace, formulas: readonly Formula[], findings: readonly RouteFinding[]) => CompiledRules,
): CompiledRules {
  const raw = conditions.flatMap(({ condition }, route) =>
    notEvaluable(condition).map((diagnostic) => ({ route, diagnostic })),
  );
  if (raw.length > 0) return { ok: false, findings: raw };
  try {
    const atoms = new AtomTable();
    const formulas = conditions.map(({ condition }) => atoms.adopt(condition));
    const space = new AtomSpace(atoms.all);
    const taking = conditions.map((named, index) => {
      const formula = formulas[index];
      return { ...named, diagram: formula === undefined ? FALSE : space.diagram(formula) };
    });
    return work(space, formulas, analyseRoutes(space, taking));
  } catch (error) {
    if (!(error instanceof TooLargeError)) throw error;
    const message =
      'the conditions are too complex together: their tests are related in too many ways; use fewer different tests of one field, or split the gateway';
    const diagnostic = {
      code: 'condition-too-complex',
      severity: 'error',
      message,
      start: 0,
      end: 0,
    } as const;
    return { ok: false, findings: [{ route: null, diagnostic }] };
  }
}

interface NamedCondition {
  readonly name: string;
  readonly condition: Condition;
}

function conditionsOf(routes: readonly ConditionalRoute[]): readonly NamedCondition[] {
  const last = routes.at(-1);
  if (last?.condition !== null) throw new RangeError('the last route takes the rest');
  return routes.slice(0, -1).map(({ name, condition }) => {
    if (condition === null) throw new RangeError(`the route ${name} takes everything, but is not the last`);
    return { name, condition };
  });
}

/** The atoms of several conditions, each once. */
class AtomTable {
  readonly all: Atom[] = [];
  private readonly places = new Map<string, number>();

  /** A condition's formula over the common atoms. */
  adopt({ atoms, formula }: Condition): Formula {
    const places = atoms.map((atom) => this.placeOf(atom));
    const known = new Map<Formula, Formula>();
    const moved = (part: Formula): Formula => {
      const before = known.get(part);
      if (before !== undefined) return before;
      const made = this.move(part, places, moved);
      known.set(part, made);
      return made;
    };
    return moved(formula);
  }

  private placeOf(atom: Atom): number {
    const key = atomKey(atom);
    const place = this.places.get(key) ?? this.all.push(atom) - 1;
    this.places.set(key, place);
    return place;
  }

  private move(part: Formula, places: readonly number[], moved: (part: Formula) => Formula): Formula {
    switch (part.kind) {
      case 'test':
        return { ...part, atom: places[part.atom] ?? part.atom };
      case 'not':
        return { ...part, operand: moved(part.operand) };
      case 'and':
      case 'or':
        return { ...part, operands: part.operands.map(moved) };
      case 'constant':
      case 'raw':
        return part;
    }
  }
}

/** Names the smallest part whose own rules are too many: everything else of the condition is not to blame. */
function tooManyRules(space: AtomSpace, { source }: Condition, formula: Formula): Diagnostic {
  const isTooMuch = (part: Formula): boolean => !termsOf(space, space.diagram(part), LIMITS.rules).ok;
  let part = formula;
  for (;;) {
    const inner = operandsOf(part).find((operand) => isTooMuch(operand));
    if (inner === undefined) break;
    part = inner;
  }
  const counts = (part.kind === 'and' || part.kind === 'or' ? part.operands : []).map((operand) => {
    const terms = termsOf(space, space.diagram(operand), LIMITS.rules);
    return terms.ok ? terms.cubes.length : null;
  });
  const product =
    part.kind === 'and' && counts.every((count) => count !== null) ? ` (${counts.join(' × ')})` : '';
  const { start, end } = part.span;
  return {
    code: 'too-many-rules',
    severity: 'error',
    message: `\`${excerpt(source.slice(start, end))}\` becomes more than ${LIMITS.rules} rules${product}: join texts of one field with \`in (…)\` or in one regular expression, or split the route`,
    start,
    end,
  };
}

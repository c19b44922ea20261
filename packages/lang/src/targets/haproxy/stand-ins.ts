import type { Condition, Formula } from '../../condition/formula.js';
import type { ConditionalRoute } from '../../condition/compile-routes.js';
import { lowerCase } from '../../condition/request.js';
import type { Atom } from '../../condition/atom.js';
import type { Span } from '../../source/span.js';

/** Raw ACLs by the names of the headers that stand for them. */
export type StandIns = ReadonlyMap<string, string>;

export const NO_STAND_INS: StandIns = new Map();

/**
 * Routes whose raw ACLs were replaced by tests of headers that no condition can name: whether such a header is there stands for
 * what the ACL answers. So everything that is compiled and verified holds whatever a raw ACL may say, and however it is related to
 * other tests; what it says itself nobody here knows. Where raw ACLs are not allowed the routes stay as they are, and are refused
 * for them.
 */
export function withStandIns<Route extends Pick<ConditionalRoute, 'condition'>>(
  routes: readonly Route[],
  areAllowed: boolean,
): { readonly routes: readonly Route[]; readonly standIns: StandIns } {
  if (!areAllowed) return { routes, standIns: NO_STAND_INS };
  const names = new StandInNames();
  const replaced = routes.map((route) =>
    route.condition === null ? route : { ...route, condition: replacedIn(route.condition, names) },
  );
  return { routes: replaced, standIns: names.acls };
}

/** One name for each ACL; no condition can name a header so, since `<` is no part of one. */
class StandInNames {
  readonly acls = new Map<string, string>();

  of(acl: string): string {
    let name = `<${lowerCase(acl)}>`;
    // Names of headers ignore case, ACLs do not.
    while ((this.acls.get(name) ?? acl) !== acl) name = `<${name}>`;
    this.acls.set(name, acl);
    return name;
  }
}

function replacedIn(condition: Condition, names: StandInNames): Condition {
  const atoms: Atom[] = [...condition.atoms];
  const places: Span[][] = condition.places.map((each) => [...each]);
  const indices = new Map<string, number>();
  const indexOf = (acl: string): number => {
    const name = names.of(acl);
    const index =
      indices.get(name) ?? atoms.push({ field: 'header', name, op: 'present', ignoreCase: false }) - 1;
    indices.set(name, index);
    return index;
  };
  // A part that several others share stays one part.
  const known = new Map<Formula, Formula>();
  const replaced = (part: Formula): Formula => {
    const before = known.get(part);
    if (before !== undefined) return before;
    const made = anew(part);
    known.set(part, made);
    return made;
  };
  const anew = (part: Formula): Formula => {
    switch (part.kind) {
      case 'raw': {
        const atom = indexOf(part.acl);
        (places[atom] ??= []).push(part.span);
        return { kind: 'test', atom, span: part.span };
      }
      case 'not':
        return { ...part, operand: replaced(part.operand) };
      case 'and':
      case 'or':
        return { ...part, operands: part.operands.map(replaced) };
      case 'test':
      case 'constant':
        return part;
    }
  };
  return { ...condition, formula: replaced(condition.formula), atoms, places };
}

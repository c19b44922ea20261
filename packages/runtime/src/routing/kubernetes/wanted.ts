import { weightedDestinations, destinationShares, type Destinations, type WeightedPlane } from '@lamia/lang';
import type { KubernetesObject, ObjectKey, ObjectKind } from '../../kubernetes/cluster/object.js';
import { sameWeights, type Weights } from '../../config/weights.js';
import type { Routing } from '../target.js';
import { areSame, fieldAt, isFields, leavesOf, listAt, withField, type Fields } from './fields.js';
import type { Plane } from './planes.js';

/** An object as a gateway wants it, apart from its weights. */
export interface WantedObject {
  readonly kind: ObjectKind;
  readonly key: ObjectKey;
  /** `{ spec: … }` with the fields that are written and no others. */
  readonly fields: Fields;
  /** For each of its rules the route whose weights it has, null for one that is nobody's; null for an object without rules. */
  readonly ruleRoutes: readonly (string | null)[] | null;
  /**
   * `own`: made for the gateway. `adopted`: made by others, whose rules were these. `needed`: must be there, whoever made it and
   * whatever it says.
   */
  readonly origin: { readonly kind: 'own' | 'needed' } | { readonly kind: 'adopted'; readonly rules: string };
}

/** What weights are written with. */
export interface Weighing {
  readonly kind: WeightedPlane;
  readonly plane: Plane;
  readonly destinations: Destinations;
}

/** The fields of an object with the weights of a routing. */
export function withWeights(wanted: WantedObject, routing: Routing, weighing: Weighing): Fields {
  const { rules, destinations: within } = weighing.plane;
  if (wanted.ruleRoutes === null) return wanted.fields;
  const weighed = listAt(wanted.fields, rules).map((rule, index) => {
    const route = wanted.ruleRoutes?.[index] ?? null;
    if (route === null || !isFields(rule)) return rule;
    const to = [...(routing.routes.get(route) ?? [])].map(([version, weight]) => ({ version, weight }));
    return withField(rule, within, weightedDestinations(weighing.kind, to, weighing.destinations));
  });
  return withField(wanted.fields, rules, weighed);
}

/**
 * The weights that an object has by route; null where it is not as it was written, weights aside.
 * @param form the fields as the server has them after they were written: with what it adds by itself
 */
export function weightsIn(
  live: KubernetesObject,
  wanted: WantedObject,
  form: Fields,
  { kind, plane, destinations }: Weighing,
): readonly (readonly [route: string, weights: Weights])[] | null {
  const { rules, destinations: within } = plane;
  const isAsWritten = leavesOf(wanted.fields).every((path) => {
    return areSame(blank(fieldAt(live, path)), blank(fieldAt(form, path)));
  });
  if (!isAsWritten) return null;
  const found: (readonly [string, Weights])[] = [];
  for (const [index, rule] of listAt(live, rules).entries()) {
    const route = wanted.ruleRoutes?.[index] ?? null;
    if (route === null) continue;
    const shares = destinationShares(kind, listAt(rule, within), destinations);
    if (shares === null) return null;
    found.push([route, new Map(shares.map(({ version, weight }) => [version, weight]))]);
  }
  return found;

  /** A list of rules without the destinations of those that are the gateway's. */
  function blank(value: unknown): unknown {
    if (wanted.ruleRoutes === null || !Array.isArray(value)) return value;
    const list: readonly unknown[] = value;
    if (list.length !== wanted.ruleRoutes.length) return value;
    return list.map((rule, index) => {
      const isOurs = (wanted.ruleRoutes?.[index] ?? null) !== null;
      return isOurs && isFields(rule) && fieldAt(rule, within) !== undefined
        ? withField(rule, within, null)
        : rule;
    });
  }
}

/** What one route has, where several rules have its weights: the first that is not as it shall be. */
export function routingIn(
  found: readonly (readonly [route: string, weights: Weights])[],
  shall: Routing,
): Routing {
  const routes = new Map([...shall.routes]);
  for (const [route, weights] of found) {
    const wanted = shall.routes.get(route);
    const before = routes.get(route);
    if (wanted !== undefined && before !== undefined && sameWeights(before, wanted))
      routes.set(route, weights);
  }
  return { ...shall, routes };
}

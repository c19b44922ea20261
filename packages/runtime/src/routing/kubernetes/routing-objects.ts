import { conjoin } from '@lamia/lang';
import type { ClusterTargetSpec, Gateway } from '../../config/gateway.js';
import { firstAddress } from '../../config/gateway.js';
import type { KubernetesObject, ObjectKey, ObjectKind } from '../../kubernetes/cluster/object.js';
import { TargetError } from '../target.js';
import { isFields, listAt, withField } from './fields.js';
import type { ServedGateway } from './held-gateway.js';
import { objectName, originalOf, ORIGINAL_ANNOTATION, ownerOf } from './marks.js';
import type { WantedObject } from './wanted.js';
import { objectText } from './writer.js';

/** Null where there is none. */
export type ReadObject = (kind: ObjectKind, key: ObjectKey) => Promise<KubernetesObject | null>;

/**
 * What says where a gateway's requests go: objects of its own, or one of others whose rules are joined with its own.
 * @throws TargetError where the rules cannot be joined
 */
export async function routingObjects(
  served: ServedGateway,
  read: ReadObject,
): Promise<readonly WantedObject[]> {
  const { gateway, target, compiled } = served;
  if (target.adopt === null) return compiled.routing;
  const { routing: kind } = compiled.weighing.plane;
  const key = { namespace: gateway.namespace, name: target.adopt };
  const what = objectText({ kind, key });
  const live = await read(kind, key);
  if (live === null) {
    throw new TargetError(
      `the ${what} to adopt is not there; make it first, or remove \`adopt\` to have one made`,
    );
  }
  const rules = originalRules(live, served);
  return rules === null ? compiled.routing : [adopted({ kind, key }, rules, served)];
}

/** The rules of an object before it was adopted, as a text; null where it was made for the gateway. */
function originalRules(live: KubernetesObject, { gateway, compiled }: ServedGateway): string | null {
  if (ownerOf(live) === objectName(gateway)) return originalOf(live);
  return JSON.stringify(listAt(live, compiled.weighing.plane.rules));
}

function adopted(
  place: Pick<WantedObject, 'kind' | 'key'>,
  rules: string,
  { gateway, target, compiled }: ServedGateway,
): WantedObject {
  const { kind, plane } = compiled.weighing;
  const [own, ...others] = compiled.routing;
  if (own === undefined || others.length > 0) {
    throw new TargetError(
      `the conditions of gateway \`${gateway.name}\` on hosts come to objects of their own, which the ${objectText(place)} cannot stand for; leave them out, or remove \`adopt\``,
    );
  }
  const joined = conjoin(kind, {
    existing: parsedRules(rules, place),
    own: listAt(own.fields, plane.rules).filter(isFields),
    ruleRoutes: (own.ruleRoutes ?? []).map((route) => route ?? ''),
    ...servicesOf(gateway, target),
    namespace: gateway.namespace,
  });
  if (!joined.ok) throw new TargetError(`the ${objectText(place)} cannot be adopted: ${joined.message}`);
  return {
    ...place,
    fields: withField({}, plane.rules, joined.rules),
    ruleRoutes: joined.ruleRoutes,
    origin: { kind: 'adopted', rules },
  };
}

/** Services that rules of others may name and mean the gateway: those of its versions, and that of the application as a whole. */
function servicesOf({ application, versions, namespace }: Gateway, target: ClusterTargetSpec) {
  const services = new Set([
    application,
    ...versions.flatMap((version) => firstAddress(version)?.host ?? []),
  ]);
  // Gloo's discovery names upstreams, wherever it has them, after the namespace, the service and the port.
  const ports =
    target.kind === 'gloo' ? versions.flatMap((version) => firstAddress(version)?.port ?? []) : [];
  const discovered = new Set(
    [...services].flatMap((name) => ports.map((port) => `${namespace}-${name}-${port}`)),
  );
  const isOwn = (name: string, of: string): boolean =>
    (services.has(name) && of === namespace) || discovered.has(name);
  return { services: [...services], isOwn };
}

function parsedRules(rules: string, place: Pick<WantedObject, 'kind' | 'key'>): readonly unknown[] {
  const refused = `the annotation \`${ORIGINAL_ANNOTATION}\` of the ${objectText(place)} is no list of rules any more; remove it to have the rules adopted that are there`;
  try {
    const parsed: unknown = JSON.parse(rules);
    if (Array.isArray(parsed)) return parsed;
  } catch (error) {
    throw new TargetError(refused, { cause: error });
  }
  throw new TargetError(refused);
}

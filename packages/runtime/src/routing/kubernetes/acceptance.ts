import type { WeightedPlane } from '@lamia/lang';
import type { KubernetesObject } from '../../kubernetes/cluster/object.js';
import { fieldAt, isFields, listAt, textAt, type FieldPath, type Fields } from './fields.js';

/**
 * Why a data plane does not serve what an object says, in words; null where it has accepted it, or where it tells nobody. What it
 * said of an earlier state of the object counts for nothing.
 */
export function refusal(plane: WeightedPlane, object: KubernetesObject): string | null {
  switch (plane) {
    case 'istio':
      return istioRefusal(object);
    case 'gateway-api':
      return httpRouteRefusal(object);
    case 'gloo':
      return glooRefusal(object);
  }
}

/** Istio says something of errors alone, and of how far a change has come where that is switched on. */
function istioRefusal(object: KubernetesObject): string | null {
  if (!isCurrent(object, fieldAt(object, ['status', 'observedGeneration']), true)) return null;
  for (const message of listAt(object, ['status', 'validationMessages'])) {
    if (textAt(message, ['level']) !== 'ERROR') continue;
    const code = textAt(message, ['type', 'code']) ?? 'without a code';
    const name = textAt(message, ['type', 'name']) ?? 'unnamed';
    return `istio reports the error ${name} (${code})`;
  }
  for (const condition of listAt(object, ['status', 'conditions'])) {
    const isOfThis = isCurrent(object, fieldAt(condition, ['observedGeneration']), true);
    if (isOfThis && textAt(condition, ['status']) === 'False') {
      return `istio says ${conditionText(condition)}`;
    }
  }
  return null;
}

/** What every controller must say of a route, of those that say something. */
const REQUIRED = ['Accepted', 'ResolvedRefs'] as const;

function httpRouteRefusal(object: KubernetesObject): string | null {
  const reports = listAt(object, ['status', 'parents']);
  for (const parent of listAt(object, ['spec', 'parentRefs'])) {
    const name = `the gateway \`${textAt(parent, ['name']) ?? ''}\``;
    const own = reports.filter((report) =>
      isSameParent(fieldAt(report, ['parentRef']), parent, object.metadata.namespace),
    );
    if (own.length === 0) return `no controller has accepted it for ${name} yet`;
    for (const report of own) {
      const why = reportRefusal(object, report);
      if (why !== null) {
        return `${textAt(report, ['controllerName']) ?? 'a controller'} ${why} for ${name}`;
      }
    }
  }
  return null;
}

function reportRefusal(object: KubernetesObject, report: unknown): string | null {
  const conditions = listAt(report, ['conditions']);
  const find = (type: string): unknown => conditions.find((each) => textAt(each, ['type']) === type);
  for (const type of REQUIRED) {
    const condition = find(type);
    if (condition === undefined || !isCurrent(object, fieldAt(condition, ['observedGeneration']), false)) {
      return `has not said \`${type}\` of the present rules yet`;
    }
    if (textAt(condition, ['status']) !== 'True') return `says ${conditionText(condition)}`;
  }
  const partial = find('PartiallyInvalid');
  const isPartial = textAt(partial, ['status']) === 'True';
  return isPartial ? `says ${conditionText(partial)}` : null;
}

const PARENT_FIELDS = ['group', 'kind', 'namespace', 'name', 'sectionName', 'port'] as const;

function isSameParent(left: unknown, right: unknown, namespace: string | undefined): boolean {
  const defaults: Fields = { group: 'gateway.networking.k8s.io', kind: 'Gateway', namespace };
  const of = (parent: unknown, field: string): unknown => fieldAt(parent, [field]) ?? defaults[field];
  return PARENT_FIELDS.every((field) => of(left, field) === of(right, field));
}

/** In the order in which Gloo counts them: early releases write numbers. */
const GLOO_STATES = ['Pending', 'Accepted', 'Rejected', 'Warning'];

function glooRefusal(object: KubernetesObject): string | null {
  const reports = glooReports(object);
  if (reports.length === 0) return 'gloo has not accepted it yet';
  for (const report of reports) {
    if (!isCurrent(object, fieldAt(report, ['observedGeneration']), true)) {
      return 'gloo has not looked at the present rules yet';
    }
    // What is 0 is left out.
    const state = fieldAt(report, ['state']) ?? 0;
    const name = (typeof state === 'number' ? GLOO_STATES[state] : textAt(report, ['state'])) ?? 'nothing';
    if (name === 'Accepted') continue;
    const why = textAt(report, ['reason']) ?? '';
    return `gloo says \`${name}\`${why === '' ? '' : `: ${oneLine(why)}`}`;
  }
  return null;
}

/** One of each Gloo that looks at the object; an early release has just one. */
function glooReports(object: KubernetesObject): readonly Fields[] {
  const of = (path: FieldPath): Fields => {
    const found = fieldAt(object, path);
    return isFields(found) ? found : {};
  };
  const status = of(['status']);
  if (status['state'] !== undefined || status['reportedBy'] !== undefined) return [status];
  const named = [of(['status', 'statuses']), of(['spec', 'namespacedStatuses', 'statuses'])];
  return named.flatMap((reports) => Object.values(reports).filter(isFields));
}

/** @param otherwise what holds where nothing is said */
function isCurrent({ metadata }: KubernetesObject, observed: unknown, otherwise: boolean): boolean {
  if (observed === undefined || metadata.generation === undefined) return otherwise;
  return Number(observed) === metadata.generation;
}

function conditionText(condition: unknown): string {
  const [type, status, reason] = (['type', 'status', 'reason'] as const).map(
    (field) => textAt(condition, [field]) ?? 'nothing',
  );
  const message = textAt(condition, ['message']) ?? '';
  return `\`${type ?? ''}\` is \`${status ?? ''}\` (${reason ?? ''}${message === '' ? '' : `: ${oneLine(message)}`})`;
}

const LONGEST_REASON = 300;

function oneLine(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= LONGEST_REASON ? line : `${line.slice(0, LONGEST_REASON)}…`;
}

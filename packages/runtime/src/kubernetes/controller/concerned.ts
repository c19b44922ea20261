import { deployedVersion } from '../discovery/deployed-version.js';
import type { KubernetesObject } from '../cluster/object.js';
import { ACT_ANNOTATION } from './requested-act.js';

/**
 * What of a Gateway resource has to be looked at when it changes; the same text where nothing has: its status is written by the
 * controller itself, again and again.
 */
export function gatewaySignature({ metadata }: KubernetesObject): string {
  const { uid, generation, labels, annotations, deletionTimestamp } = metadata;
  return JSON.stringify([uid, generation, labels, annotations?.[ACT_ANNOTATION], deletionTimestamp]);
}

/** What of a Deployment says which version is there; the same text while only its pods come and go. Null for one of no application. */
export function deploymentSignature(deployment: KubernetesObject): string | null {
  const version = deployedVersion(deployment);
  return version === null
    ? null
    : JSON.stringify([version.application, version.label, version.deployment, version.createdAt]);
}

/** Whether a Gateway finds its versions among the Deployments of an application. */
export function finds({ spec }: KubernetesObject, application: string): boolean {
  const { application: own, versions } = asFields(spec);
  return versions === undefined && own === application;
}

/** Whether a Gateway names a policy of its namespace. */
export function refersTo({ spec }: KubernetesObject, policy: string): boolean {
  const { policies, policy: single } = asFields(spec);
  const several: readonly unknown[] = Array.isArray(policies) ? policies : [];
  return [...several, single].some((each) => asFields(each)['ref'] === policy);
}

function asFields(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

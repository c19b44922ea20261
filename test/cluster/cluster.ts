import { describe, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { KubernetesObject, ObjectKind } from '../../packages/runtime/src/kubernetes/cluster/object.js';
import { request, type Access, type Answer } from './server/request.mjs';

/** The API server of all suites, which `npm run test:cluster` has started or was given. */
export interface Cluster {
  /** The folder of its programs, for suites that want a server of their own; null where there are none. */
  readonly assets: string | null;
  /** As the administrator. */
  readonly access: Access;
  /** Path of a file for the administrator. */
  readonly kubeconfig: string;
  /** Of the API server: 34 of 1.34. */
  readonly minor: number;
}

const VARIABLE = 'LAMIA_TEST_SERVER';

export function cluster(): Cluster {
  const text = process.env[VARIABLE];
  if (text === undefined)
    throw new Error('there is no API server: these suites run by `npm run test:cluster`');
  return JSON.parse(text) as Cluster;
}

/** The release from which on an API server asks the rules in CEL that definitions carry, and knows a strict reading of requests. */
const CEL = 25;

/** What needs a server that it may stop; left out where the suites run on a cluster that was there before. */
export function describeWithServer(name: string, suite: (assets: string) => void): void {
  const { assets } = cluster();
  if (assets !== null) describe(name, () => suite(assets));
}

export const hasCel = (): boolean => cluster().minor >= CEL;

/** What only such a server can tell; on an older one it is left out, as nothing there could make it pass. */
export function describeWithCel(name: string, suite: () => void): void {
  if (hasCel()) describe(name, suite);
}

/** What only servers from a release on do; 21 of 1.21. What older ones do instead stands where it is asked for. */
export function testSince(minor: number, name: string, body: () => Promise<void>): void {
  if (cluster().minor >= minor) test(name, body);
}

/** The path of a version of a group; `v1` is that of the core group. */
export const groupPath = (apiVersion: string): string =>
  apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;

/** The path of a kind's objects, in a namespace where it has them. */
export function pathOf({ apiVersion, plural }: ObjectKind, namespace: string | null): string {
  return `${groupPath(apiVersion)}${namespace === null ? '' : `/namespaces/${namespace}`}/${plural}`;
}

/** Makes a namespace of a suite's own. It stays: no controller ends namespaces here, and the server is gone soon. */
export async function makeNamespace(access: Access, prefix: string): Promise<string> {
  const name = `${prefix}-${randomUUID().slice(0, 8)}`;
  const body = { apiVersion: 'v1', kind: 'Namespace', metadata: { name } };
  succeeded(await request(access, 'POST', '/api/v1/namespaces', { body }));
  return name;
}

/**
 * Writes an object whatever was there before, and gives what the server made of it.
 * @param query more words for the server, such as `dryRun=All`
 */
export async function apply(
  access: Access,
  kind: ObjectKind,
  object: KubernetesObject,
  query = '',
): Promise<KubernetesObject> {
  const { name, namespace = null } = object.metadata;
  const path = `${pathOf(kind, namespace)}/${name}?fieldManager=tests&force=true&${query}`;
  const answer = await request(access, 'PATCH', path, {
    body: object,
    contentType: 'application/apply-patch+yaml',
  });
  return succeeded(answer) as KubernetesObject;
}

/** The body of an answer that must be a good one. */
export function succeeded({ status, body }: Answer): unknown {
  if (status >= 200 && status < 300) return body;
  throw new Error(`the API server answers ${status}: ${JSON.stringify(body)}`);
}

/** What a refusal says, for people. */
export function messageOf({ body }: Answer): string {
  const message = typeof body === 'object' && body !== null && 'message' in body ? body.message : body;
  return typeof message === 'string' ? message : JSON.stringify(message);
}

const PATIENCE = 30_000;

/** Resolves once something is so; what an API server does in its own time, it does within seconds. */
export async function eventually(
  what: string,
  isSo: () => Promise<boolean>,
  { within = PATIENCE, pause = 50 } = {},
): Promise<void> {
  const end = Date.now() + within;
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error(`within ${within / 1000} s it did not come to this: ${what}`);
    await wait(pause);
  }
}

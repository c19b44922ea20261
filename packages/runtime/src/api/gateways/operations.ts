import { BODY_LIMITS } from '../limits.js';
import { json, operation, refused, type Operation } from '../operation.js';
import { problem } from '../problem.js';
import {
  CHANGE,
  GATEWAY,
  GATEWAY_LIST,
  GATEWAY_NAME,
  GATEWAY_PAGE,
  HOOK_PATHS,
  NAMESPACE,
} from '../schema/gateways.js';
import { GATEWAY_DETAILS } from '../schema/decisions.js';
import { NONE } from '../schema/shapes.js';
import { lastValues } from '../decisions/last-values.js';
import { namedGateway, unknownGateway } from './named-gateway.js';
import { entityTag, precondition } from './preconditions.js';
import { refusalProblem } from './refusal.js';
import { statusJson } from './status-json.js';

const TAG = 'gateways';
const UNKNOWN = { 404: 'there is no such gateway' };
const CHANGE_HEADERS = {
  'if-match': 'the entity tag that the change rests on, or `*`',
  'if-none-match': '`*`: there must be no such gateway yet',
};
const CHANGE_REFUSALS = {
  409: 'it does not fit how the gateway stands, such as one that its file manages',
  412: 'the gateway is another one than the change rests on',
  428: 'the change does not say what it rests on',
  503: 'the state or the data plane failed',
};
const ETAG = { etag: 'what a change with `If-Match` rests on' };
const USUAL_PAGE = 500;

const listGateways = operation(
  {
    id: 'listGateways',
    method: 'GET',
    at: '/api/v1/gateways',
    tag: TAG,
    summary: 'All gateways and how their releases stand',
    role: 'viewer',
    path: NONE,
    query: GATEWAY_PAGE,
    body: null,
    answers: {
      200: {
        description: 'a page of them, in the order in which the runtime has them',
        schema: GATEWAY_LIST,
      },
    },
    refusals: {},
  },
  ({ query: { namespace, application, limit = USUAL_PAGE, after } }, { control, address }) => {
    const wanted = control
      .list()
      .filter(
        ({ gateway }) =>
          (namespace === undefined || gateway.namespace === namespace) &&
          (application === undefined || gateway.application === application),
      );
    const start = after === undefined ? 0 : wanted.findIndex(({ gateway }) => gateway.name === after) + 1;
    // The gateway that a page ended with is gone: where the next one begins is not known any more.
    if (after !== undefined && start === 0) {
      return refused(
        problem(400, `\`after\` names \`${after}\`, which is not among these gateways; start again`),
      );
    }
    const page = wanted.slice(start, start + limit);
    const isLast = start + limit >= wanted.length;
    return json({
      gateways: page.map((managed) => statusJson(managed, address(managed.gateway.name))),
      next: isLast ? null : (page.at(-1)?.gateway.name ?? null),
    });
  },
);

const getGateway = operation(
  {
    id: 'getGateway',
    method: 'GET',
    at: '/api/v1/gateways/{name}',
    tag: TAG,
    summary: 'The document of a gateway, as PUT takes it',
    role: 'viewer',
    path: GATEWAY_NAME,
    query: NAMESPACE,
    body: null,
    headers: { 'if-none-match': 'an entity tag: nothing is sent where the gateway is still that one' },
    answers: {
      200: { description: 'the gateway in canonical names', schema: GATEWAY, headers: ETAG },
      304: { description: 'it is still the one with this entity tag', headers: ETAG },
    },
    refusals: UNKNOWN,
  },
  ({ path: { name }, query: { namespace }, headers }, { control }) => {
    const found = namedGateway(control, name, namespace);
    if (found === null) return refused(unknownGateway(name, namespace));
    const etag = entityTag(found.revision);
    const known = (headers['if-none-match'] ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
    if (known.includes(etag)) return { kind: 'empty', status: 304, headers: { etag } };
    return json(found.document, { etag });
  },
);

const putGateway = operation(
  {
    id: 'putGateway',
    method: 'PUT',
    at: '/api/v1/gateways/{name}',
    tag: TAG,
    summary: 'Adds a gateway, or replaces the description of one',
    description:
      'A release under way goes on where its identity (versions and policies) stays the same; otherwise it is superseded. Gateways that the runtime has from its files are not replaced. With `dryRun=true` it is checked, and nothing changes.',
    role: 'admin',
    path: GATEWAY_NAME,
    query: CHANGE,
    body: { schema: GATEWAY, required: true, limit: BODY_LIMITS.document, checkedBy: 'operation' },
    headers: CHANGE_HEADERS,
    answers: {
      200: {
        description: 'replaced, or with `dryRun=true` what would be put',
        schema: GATEWAY,
        headers: ETAG,
      },
      201: { description: 'added', schema: GATEWAY, headers: ETAG },
    },
    refusals: {
      ...CHANGE_REFUSALS,
      404: 'the runtime has a gateway of this name in another namespace',
      422: 'the document is no gateway that can be served; `diagnostics` says why',
    },
  },
  async ({ path: { name }, query: { namespace, dryRun = false }, body, headers, caller }, { control }) => {
    const standing = control.find(name);
    if (standing !== null && namedGateway(control, name, namespace) === null) {
      return refused(unknownGateway(name, namespace));
    }
    const rests = precondition(headers, standing);
    if (!rests.ok) return refused(rests.problem);
    const misplaced = misplacement(body, name, namespace);
    if (misplaced !== null) return refused(problem(422, misplaced));
    if (dryRun) {
      const tried = await control.check(body, rests.expected);
      return tried.ok ? json(tried.document) : refused(refusalProblem(tried));
    }
    const result = await control.put(body, rests.expected, caller.name);
    if (!result.ok) return refused(refusalProblem(result));
    const etag = entityTag(result.managed.revision);
    return {
      kind: 'json',
      status: result.created ? 201 : 200,
      body: result.managed.document,
      headers: { etag },
    };
  },
);

/** Why a document does not belong where it is put; null where it does, or where it is no document at all. */
function misplacement(body: unknown, name: string, namespace: string | undefined): string | null {
  const metadata = memberOf(body, 'metadata');
  const written = memberOf(metadata, 'name');
  if (written !== undefined && written !== name) {
    return `\`metadata.name\` is another name than the path's, which is \`${name}\``;
  }
  const within = memberOf(metadata, 'namespace');
  return namespace !== undefined && (within ?? 'default') !== namespace
    ? `\`metadata.namespace\` is another one than the query's, which is \`${namespace}\``
    : null;
}

function memberOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Readonly<Record<string, unknown>>)[key] // an own key of an object
    : undefined;
}

const deleteGateway = operation(
  {
    id: 'deleteGateway',
    method: 'DELETE',
    at: '/api/v1/gateways/{name}',
    tag: TAG,
    summary: 'Forgets a gateway and its state; the data plane stops serving it',
    role: 'admin',
    path: GATEWAY_NAME,
    query: NAMESPACE,
    body: null,
    headers: { 'if-match': CHANGE_HEADERS['if-match'] },
    answers: { 204: { description: 'forgotten' } },
    refusals: { ...UNKNOWN, ...CHANGE_REFUSALS },
  },
  async ({ path: { name }, query: { namespace }, headers, caller }, { control }) => {
    const found = namedGateway(control, name, namespace);
    if (found === null) return refused(unknownGateway(name, namespace));
    const rests = precondition(headers, found);
    if (!rests.ok) return refused(rests.problem);
    const result = await control.remove(name, rests.expected, caller.name);
    return result.ok ? { kind: 'empty', status: 204 } : refused(refusalProblem(result));
  },
);

const getStatus = operation(
  {
    id: 'getGatewayStatus',
    method: 'GET',
    at: '/api/v1/gateways/{name}/status',
    tag: TAG,
    summary: 'How the release of a gateway stands',
    role: 'viewer',
    path: GATEWAY_NAME,
    query: NAMESPACE,
    body: null,
    answers: {
      200: {
        description: 'its phase, weights and reason, and what its policies saw last',
        schema: GATEWAY_DETAILS,
      },
    },
    refusals: { ...UNKNOWN, 503: 'the log cannot be read' },
  },
  async ({ path: { name }, query: { namespace } }, { control, address }) => {
    const found = namedGateway(control, name, namespace);
    if (found === null) return refused(unknownGateway(name, namespace));
    return json({ ...statusJson(found, address(name)), values: await lastValues(control, name) });
  },
);

const getHooks = operation(
  {
    id: 'getGatewayHooks',
    method: 'GET',
    at: '/api/v1/gateways/{name}/hooks',
    tag: 'hooks',
    summary: 'The secret paths by which Flagger and Argo Rollouts ask about this gateway',
    role: 'admin',
    path: GATEWAY_NAME,
    query: NAMESPACE,
    body: null,
    answers: { 200: { description: 'a path for each', schema: HOOK_PATHS } },
    refusals: UNKNOWN,
  },
  ({ path: { name }, query: { namespace } }, { control, hooks }) =>
    namedGateway(control, name, namespace) === null
      ? refused(unknownGateway(name, namespace))
      : json({ flagger: hooks.pathOf('flagger', name), argo: hooks.pathOf('argo', name) }),
);

export const GATEWAY_OPERATIONS: readonly Operation[] = [
  listGateways,
  getGateway,
  putGateway,
  deleteGateway,
  getStatus,
  getHooks,
];

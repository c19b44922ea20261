import type * as Type from 'typebox';
import type { Role } from '../access/role.js';
import { BODY_LIMITS } from '../limits.js';
import { json, operation, refused, type Answer, type Operation } from '../operation.js';
import type { ApiPorts } from '../ports.js';
import { namedGateway, unknownGateway } from '../gateways/named-gateway.js';
import { GATEWAY_NAME } from '../schema/gateways.js';
import { FLAGGER_QUESTION, FLAGGER_REQUEST, SECRET_PATH, VERDICT } from '../schema/hooks.js';
import { NONE } from '../schema/shapes.js';
import { verdictOf, type VerdictJson } from './verdict.js';

/** Among so many entries of the log one is looked for in which policies were asked. */
const LOOKED_AT = 20;

const UNKNOWN = { 404: 'there is no such gateway', 503: 'the log cannot be read' };
const SECRET = {
  404: 'there is no such gateway, or the secret is not its own',
  503: 'the log cannot be read',
};

/** The verdict on a gateway's candidate; null where there is no such gateway. */
async function ask(name: string, { control, now }: ApiPorts): Promise<VerdictJson | null> {
  const found = namedGateway(control, name, undefined);
  const log = found === null ? null : await control.decisions(name, LOOKED_AT);
  if (found === null || log === null) return null;
  const newest = log.find(({ record }) => record.outcomes.length > 0);
  return verdictOf(found, newest?.record ?? null, now());
}

async function toFlagger(
  name: string,
  question: Type.Static<typeof FLAGGER_QUESTION>['ask'],
  ports: ApiPorts,
): Promise<Answer> {
  const verdict = await ask(name, ports);
  if (verdict === null) return refused(unknownGateway(name, undefined));
  const yes = question === 'rollback' ? 'halt' : 'go';
  return { kind: 'json', status: verdict.verdict === yes ? 200 : 403, body: verdict };
}

async function toArgo(name: string, ports: ApiPorts): Promise<Answer> {
  const verdict = await ask(name, ports);
  return verdict === null ? refused(unknownGateway(name, undefined)) : json(verdict);
}

interface Door {
  /** What is added to the operation's id and path. */
  readonly id: string;
  readonly at: string;
  readonly role: Role | 'anyone';
  readonly refusals: Readonly<Record<number, string>>;
}

/** For callers that send a token, and for those that can only be given a path. */
const DOORS = {
  token: { id: '', at: '{name}', role: 'viewer', refusals: UNKNOWN },
  secret: { id: 'BySecret', at: '{name}/{secret}', role: 'anyone', refusals: SECRET },
} as const satisfies Record<string, Door>;

const FLAGGER = {
  method: 'POST',
  tag: 'hooks',
  query: FLAGGER_QUESTION,
  body: { schema: FLAGGER_REQUEST, required: false, limit: BODY_LIMITS.hook, checkedBy: 'schema' },
  answers: {
    200: { description: 'yes: go on, or with `?ask=rollback` roll back', schema: VERDICT },
    403: { description: 'no: halt', schema: VERDICT },
  },
} as const;

const ARGO = {
  method: 'GET',
  tag: 'hooks',
  query: NONE,
  body: null,
  answers: { 200: { description: 'a value for the `web` provider', schema: VERDICT } },
} as const;

const flagger = ({ id, at, role, refusals }: Door) => ({
  ...FLAGGER,
  id: `askForFlagger${id}`,
  at: `/api/v1/hooks/flagger/${at}`,
  summary: 'Flagger asks whether to go on',
  role,
  refusals,
});

const argo = ({ id, at, role, refusals }: Door) => ({
  ...ARGO,
  id: `askForArgo${id}`,
  at: `/api/v1/hooks/argo/${at}`,
  summary: 'Argo Rollouts asks for a measurement',
  role,
  refusals,
});

export const HOOK_OPERATIONS: readonly Operation[] = [
  operation({ ...flagger(DOORS.token), path: GATEWAY_NAME }, ({ path: { name }, query }, ports) =>
    toFlagger(name, query.ask, ports),
  ),
  operation({ ...flagger(DOORS.secret), path: SECRET_PATH }, ({ path: { name, secret }, query }, ports) =>
    ports.hooks.isSecretOf(name, secret)
      ? toFlagger(name, query.ask, ports)
      : refused(unknownGateway(name, undefined)),
  ),
  operation({ ...argo(DOORS.token), path: GATEWAY_NAME }, ({ path: { name } }, ports) => toArgo(name, ports)),
  operation({ ...argo(DOORS.secret), path: SECRET_PATH }, ({ path: { name, secret } }, ports) =>
    ports.hooks.isSecretOf(name, secret) ? toArgo(name, ports) : refused(unknownGateway(name, undefined)),
  ),
];

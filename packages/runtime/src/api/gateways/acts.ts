import type * as Type from 'typebox';
import type { OperatorAct } from '../../release/control.js';
import { BODY_LIMITS } from '../limits.js';
import { json, operation, refused, type Operation } from '../operation.js';
import { problem } from '../problem.js';
import {
  APPROVAL,
  CHANGE,
  GATEWAY_NAME,
  GATEWAY_STATUS,
  NOTHING,
  RETIREMENT,
  WEIGHTS_CHANGE,
} from '../schema/gateways.js';
import { namedGateway, unknownGateway } from './named-gateway.js';
import { refusalProblem } from './refusal.js';
import { statusJson } from './status-json.js';
import { weightsOfChange } from './weights-of-change.js';

interface ActShape<Body extends Type.TSchema> {
  readonly id: string;
  readonly method: 'PUT' | 'POST';
  readonly word: string;
  readonly summary: string;
  readonly description?: string;
  readonly body: { readonly schema: Body; readonly required: boolean };
  /** Beside those of every act. */
  readonly refusals?: Readonly<Record<number, string>>;
}

/** The act, or in one sentence why the body asks for none. */
type ActOf<Body> = (body: Body) => OperatorAct | string;

/** An operation by which somebody acts on a gateway's release. */
function act<Body extends Type.TSchema>(shape: ActShape<Body>, actOf: ActOf<Type.Static<Body>>): Operation {
  return operation(
    {
      id: shape.id,
      method: shape.method,
      at: `/api/v1/gateways/{name}/${shape.word}`,
      tag: 'acts',
      summary: shape.summary,
      ...(shape.description !== undefined && { description: shape.description }),
      role: 'operator',
      path: GATEWAY_NAME,
      query: CHANGE,
      body: { ...shape.body, limit: BODY_LIMITS.act, checkedBy: 'schema' },
      answers: {
        200: {
          description: 'done and stored; how it stands now, or with `dryRun=true` how it would stand',
          schema: GATEWAY_STATUS,
        },
      },
      refusals: {
        404: 'there is no such gateway',
        409: 'it does not fit how the release stands',
        ...shape.refusals,
        422: 'it could never fit this gateway',
        503: 'the state or the data plane failed',
      },
    },
    async ({ path: { name }, query: { namespace, dryRun = false }, body, caller }, { control, address }) => {
      const found = namedGateway(control, name, namespace);
      if (found === null) return refused(unknownGateway(name, namespace));
      const asked = actOf(body);
      if (typeof asked === 'string') return refused(problem(422, asked));
      const result = dryRun
        ? control.preview(name, asked, caller.name)
        : await control.act(name, asked, caller.name);
      if (!result.ok) return refused(refusalProblem(result));
      return json(statusJson({ ...found, status: result.status }, address(name)));
    },
  );
}

const WITHOUT_BODY = { schema: NOTHING, required: false };

export const ACT_OPERATIONS: readonly Operation[] = [
  act(
    {
      id: 'setGatewayWeights',
      method: 'PUT',
      word: 'weights',
      summary: 'Gives a route other weights',
      description:
        'Refused while a release is active, unless it is paused; with `step` also where somebody else moved the weights meanwhile.',
      body: { schema: WEIGHTS_CHANGE, required: true },
      refusals: { 412: 'the weights are others than the change rests on' },
    },
    ({ route, weights, step }) => {
      const read = weightsOfChange(weights);
      return read.ok
        ? { kind: 'weights', route, weights: read.weights, ...(step !== undefined && { step }) }
        : read.why;
    },
  ),
  act(
    {
      id: 'pauseGateway',
      method: 'POST',
      word: 'pause',
      summary: 'Stops the release where it is',
      body: WITHOUT_BODY,
    },
    () => ({ kind: 'pause' }),
  ),
  act(
    {
      id: 'resumeGateway',
      method: 'POST',
      word: 'resume',
      summary: 'Lets a paused release go on, judging from a new window',
      body: WITHOUT_BODY,
    },
    () => ({ kind: 'resume' }),
  ),
  act(
    {
      id: 'promoteGateway',
      method: 'POST',
      word: 'promote',
      summary: 'Gives the candidate all traffic now, judged or not',
      body: WITHOUT_BODY,
    },
    () => ({ kind: 'promote' }),
  ),
  act(
    {
      id: 'rollbackGateway',
      method: 'POST',
      word: 'rollback',
      summary: 'Takes the release back to the stable version',
      body: WITHOUT_BODY,
    },
    () => ({ kind: 'rollback' }),
  ),
  act(
    {
      id: 'approveGateway',
      method: 'POST',
      word: 'approve',
      summary: 'Answers the gate that the release waits at',
      description: '`gate` names it where several wait; `approved: false` answers no.',
      body: { schema: APPROVAL, required: false },
    },
    ({ gate, approved }) => ({ kind: 'approve', gate: gate ?? null, approved: approved ?? true }),
  ),
  act(
    {
      id: 'retireGatewayVersion',
      method: 'POST',
      word: 'retire',
      summary: 'Takes a version out of the gateway',
      description: 'Refused while any route still gives it traffic.',
      body: { schema: RETIREMENT, required: true },
    },
    ({ version }) => ({ kind: 'retire', version }),
  ),
];

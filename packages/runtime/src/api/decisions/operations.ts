import { json, operation, refused, type Operation } from '../operation.js';
import { namedGateway, unknownGateway } from '../gateways/named-gateway.js';
import { DECISION_LIST, DECISION_PAGE } from '../schema/decisions.js';
import { GATEWAY_NAME } from '../schema/gateways.js';
import { decisionJson } from './decision-json.js';

const USUAL_LIMIT = 20;

const listDecisions = operation(
  {
    id: 'listGatewayDecisions',
    method: 'GET',
    at: '/api/v1/gateways/{name}/decisions',
    tag: 'gateways',
    summary: 'The decision log of a gateway, newest first',
    description: 'Each with what was read, the value of every part of the program, and what came of it.',
    role: 'viewer',
    path: GATEWAY_NAME,
    query: DECISION_PAGE,
    body: null,
    answers: { 200: { description: 'the newest entries', schema: DECISION_LIST } },
    refusals: { 404: 'there is no such gateway', 503: 'the log cannot be read' },
  },
  async ({ path: { name }, query: { namespace, limit = USUAL_LIMIT } }, { control }) => {
    const unknown = refused(unknownGateway(name, namespace));
    if (namedGateway(control, name, namespace) === null) return unknown;
    const decisions = await control.decisions(name, limit);
    return decisions === null ? unknown : json({ decisions: decisions.map(decisionJson) });
  },
);

export const DECISION_OPERATIONS: readonly Operation[] = [listDecisions];

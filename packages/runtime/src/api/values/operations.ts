import { namedGateway, unknownGateway } from '../gateways/named-gateway.js';
import { BODY_LIMITS } from '../limits.js';
import { json, operation, refused, type Operation } from '../operation.js';
import { GATEWAY_NAME, NAMESPACE } from '../schema/gateways.js';
import { GATEWAY_PAST, LIVE_VALUES, PAST_CHOICE, VALUES_REQUEST } from '../schema/values.js';

const readValues = operation(
  {
    id: 'readGatewayValues',
    method: 'POST',
    at: '/api/v1/gateways/{name}/values',
    tag: 'gateways',
    summary: 'What the reads of a program are now, in this gateway’s release',
    description:
      'Whatever the program, the gateway’s own source is asked only for metrics of its catalogue and of its versions; a `promql` of the program is not asked. What is wrong with the text is part of the answer, and so are the reads that can be made out all the same. However many ask, the source is asked once in five seconds, or at each scrape where that is more often. Nothing changes.',
    role: 'viewer',
    path: GATEWAY_NAME,
    query: NAMESPACE,
    body: { schema: VALUES_REQUEST, required: true, limit: BODY_LIMITS.program, checkedBy: 'schema' },
    answers: { 200: { description: 'the values', schema: LIVE_VALUES } },
    refusals: {
      404: 'there is no such gateway',
      422: 'the text takes more time or memory than it may',
      503: 'too many texts are waiting; ask again in a moment',
    },
  },
  async ({ path: { name }, query: { namespace }, body }, { control, values }) => {
    const found = namedGateway(control, name, namespace);
    if (found === null) return refused(unknownGateway(name, namespace));
    const answer = await values.of(found, body);
    return answer.ok ? json(answer.values) : refused(answer.problem);
  },
);

const recordPast = operation(
  {
    id: 'recordGatewayPast',
    method: 'GET',
    at: '/api/v1/gateways/{name}/past',
    tag: 'gateways',
    summary: 'What the policies of a gateway would have read until now, as a recording',
    description:
      'Asked of the gateway’s own Prometheus by range queries for what its policies read and for request rate, error share and latency of each version: 360 instants at most, an hour back unless `span` says otherwise. One recording is made at a time, and told to all who ask within ten seconds. Nothing changes.',
    role: 'viewer',
    path: GATEWAY_NAME,
    query: PAST_CHOICE,
    body: null,
    answers: { 200: { description: 'the recording, or why there is none', schema: GATEWAY_PAST } },
    refusals: { 404: 'there is no such gateway' },
  },
  async ({ path: { name }, query: { namespace, span = '1h' } }, { control, past }) => {
    const found = namedGateway(control, name, namespace);
    if (found === null) return refused(unknownGateway(name, namespace));
    const recorded = await past.of(found, span);
    return json(
      recorded.recording === null ? { ...recorded, lines: 0, warnings: [] } : { ...recorded, why: null },
    );
  },
);

export const VALUES_OPERATIONS: readonly Operation[] = [readValues, recordPast];

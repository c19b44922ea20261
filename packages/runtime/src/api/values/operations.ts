import { namedGateway, unknownGateway } from '../gateways/named-gateway.js';
import { BODY_LIMITS } from '../limits.js';
import { json, operation, refused, type Operation } from '../operation.js';
import { GATEWAY_NAME, NAMESPACE } from '../schema/gateways.js';
import { LIVE_VALUES, VALUES_REQUEST } from '../schema/values.js';

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

export const VALUES_OPERATIONS: readonly Operation[] = [readValues];

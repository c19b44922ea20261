import type { RequestInput } from '../../packages/lang/src/condition/request.js';
import type { Address } from '../../packages/runtime/src/config/gateway.js';
import { rawRequest, sendAll } from '../proxies/raw-client.js';

/** What a listener of `answering` routes makes of a request: where the route stands that takes it, as `0/3`; or its status. */
export async function placesOf(
  address: Address,
  requests: readonly RequestInput[],
): Promise<readonly string[]> {
  const answers = await sendAll(address, requests.map(rawRequest), { connections: 2 });
  return answers.map((answer) => {
    if (answer === null) return 'no answer';
    return answer.status === 200 ? answer.body : String(answer.status);
  });
}

import { request } from '../server/request.mjs';

/**
 * Many gateways on Istio, whose versions v1 and v2 are those of the application `shop` in their namespace.
 * @typedef {object} Many
 * @property {string} namespace
 * @property {number} count
 */

const GATEWAYS = '/apis/lamia.dev/v1';
/** So many are written at once: each takes the API server some milliseconds. */
const AT_ONCE = 32;
const POLICIES = [{ type: 'time', interval: '10s', step: '100%' }];

/** @param {number} index */
export const gatewayName = (index) => `gateway-${String(index).padStart(4, '0')}`;

/**
 * One of them, which releases v2 in a single step, unless told otherwise.
 * @param {string} namespace
 * @param {number} index
 * @param {Readonly<Record<string, unknown>>} [more] of its specification
 */
export function gatewayObject(namespace, index, more = {}) {
  const name = gatewayName(index);
  return {
    ...{ apiVersion: 'lamia.dev/v1', kind: 'Gateway', metadata: { name, namespace } },
    spec: {
      ...{ application: 'shop', hosts: [`${name}.example`], target: { kind: 'istio' }, baseline: 'v1' },
      ...{ routes: [{ name: 'default', weights: { v1: 100 } }], policies: POLICIES },
      ...more,
    },
  };
}

/**
 * @param {import('../server/request.mjs').Access} access
 * @param {Many} many
 * @param {(index: number) => Readonly<Record<string, unknown>>} [more] of the specification of each
 */
export async function createGateways(access, { namespace, count }, more = () => ({})) {
  const path = `${GATEWAYS}/namespaces/${namespace}/gateways`;
  let next = 0;
  const worker = async () => {
    for (let index = next++; index < count; index = next++) {
      const { status, body } = await request(access, 'POST', path, {
        body: gatewayObject(namespace, index, more(index)),
      });
      if (status !== 201) throw new Error(`the API server answers ${status}: ${JSON.stringify(body)}`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

/**
 * How many gateways are in which phase; those without a status count as `none`.
 * @param {import('../server/request.mjs').Access} access
 * @param {string} namespace
 * @returns {Promise<Readonly<Record<string, number>>>}
 */
export async function phasesOf(access, namespace) {
  const { body } = await request(access, 'GET', `${GATEWAYS}/namespaces/${namespace}/gateways`);
  const { items } = /** @type {{ items: { status?: { phase?: string } }[] }} */ (body);
  /** @type {Record<string, number>} */
  const counts = {};
  for (const { status } of items) {
    const phase = status?.phase ?? 'none';
    counts[phase] = (counts[phase] ?? 0) + 1;
  }
  return counts;
}

import { loadConfiguration } from '../../config/load-configuration.js';
import type { Gateway } from '../../config/gateway.js';
import type { GatewayDocument } from '../../config/schema/gateway-schema.js';

const EXPRESSION =
  'if (metric baseline status_5xx > 1000) { result = candidate; } else { result = nil; } result';

/** A gateway's document as a client sends it. */
export function gatewayDocument(name = 'shop', namespace = 'default', interval = '10s'): GatewayDocument {
  return {
    apiVersion: 'lamia/v1',
    kind: 'Gateway',
    metadata: { name, namespace },
    spec: {
      application: 'shop',
      hosts: ['shop.example'],
      listen: '0/http',
      target: { kind: 'embedded' },
      versions: { version1: { address: '127.0.0.1:9001' }, version2: { address: '127.0.0.1:9002' } },
      baseline: 'version1',
      candidate: 'version2',
      metrics: { source: { kind: 'scrape' } },
      routes: [{ name: 'default', weights: { version1: 100 } }],
      policies: [{ type: 'custom', interval, expression: EXPRESSION, minimumRequests: 0 }],
    },
  };
}

/** The gateway that a document is. */
export async function gatewayOf(document: unknown): Promise<Gateway> {
  const text = JSON.stringify(document);
  const { gateways, findings } = await loadConfiguration([{ file: 'shop.json', text, named: true }]);
  const [gateway] = gateways;
  const wrong = findings.filter(({ severity }) => severity === 'error');
  if (gateway === undefined || wrong.length > 0) {
    throw new Error(`this is no gateway: ${wrong.map(({ message }) => message).join('; ')}`);
  }
  return gateway;
}

import { expect, test } from '@jest/globals';
import { openTarget } from './open-target.js';

test('opens the kind that the gateway asks for, serving nothing yet', async () => {
  const embedded = await openTarget({ kind: 'embedded' }, { directory: '/nowhere' });
  expect([embedded.kind, embedded.quantum, embedded.metricsUrl()]).toEqual(['embedded', 1, null]);
  await embedded.close();

  const spec = { kind: 'haproxy', directory: null, exporter: null, rawAcls: false } as const;
  const haproxy = await openTarget(spec, { directory: '/nowhere' });
  expect([haproxy.kind, haproxy.quantum, haproxy.address('shop')]).toEqual(['haproxy', 50, null]);
  await haproxy.close();
});

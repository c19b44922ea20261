import { createServer } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { outlined } from '../testing/gateways.js';
import { freePorts, keptPorts, refuseTakenAddresses } from './addresses.js';
import { layoutOf, type Layout } from './layout.js';

const signal = new AbortController().signal;
const closing: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function takenPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => new Promise((resolve) => server.close(() => resolve())));
  const bound = server.address();
  return bound !== null && typeof bound === 'object' ? bound.port : 0;
}

function layout(port: number, exporter: number | null = null): Layout {
  const gateway = outlined({ port, versions: { version1: 9001 } });
  return layoutOf([gateway], exporter === null ? null : { host: '127.0.0.1', port: exporter }, new Map());
}

describe('keptPorts', () => {
  test('are those of the last layout, where any will do', () => {
    expect(keptPorts(layout(0, 0), layout(4000, 5000))).toEqual(
      new Map([
        ['gateway:shop', 4000],
        ['exporter:lamia', 5000],
      ]),
    );
    expect(keptPorts(layout(8080), layout(4000))).toEqual(new Map());
    expect(keptPorts(layout(0), null)).toEqual(new Map());
  });
});

describe('freePorts', () => {
  test('finds one for each that asks for any', async () => {
    const found = await freePorts(layout(0, 0), new Map(), false);
    expect([...found.keys()]).toEqual(['gateway:shop', 'exporter:lamia']);
    for (const port of found.values()) expect(port).toBeGreaterThan(0);
    expect(await freePorts(layout(8080), new Map(), false)).toEqual(new Map());
  });

  test('keeps a port that is free or held by HAProxy itself, and no other', async () => {
    const port = await takenPort();
    const kept = new Map([['gateway:shop', port]]);
    expect(await freePorts(layout(0), kept, true)).toEqual(kept);
    expect((await freePorts(layout(0), kept, false)).get('gateway:shop')).not.toBe(port);
    await closing.pop()?.();
    expect(await freePorts(layout(0), kept, false)).toEqual(kept);
  });
});

describe('refuseTakenAddresses', () => {
  test('names the gateway, the address and what to do', async () => {
    const port = await takenPort();
    await expect(refuseTakenAddresses(layout(port), null, signal)).rejects.toThrow(
      `gateway \`shop\` cannot listen on \`127.0.0.1:${port}\`: the address is in use; end the process that has it`,
    );
  });

  test('an address that HAProxy holds itself is no obstacle', async () => {
    const port = await takenPort();
    await expect(refuseTakenAddresses(layout(port), layout(port), signal)).resolves.toBeUndefined();
  });

  test('an address that this machine does not have is told as such', async () => {
    const gateway = outlined({ host: '192.0.2.1', port: 8080, versions: { version1: 9001 } });
    const elsewhere = layoutOf([gateway], null, new Map());
    await expect(refuseTakenAddresses(elsewhere, null, signal)).rejects.toThrow(
      'this machine has no such address',
    );
  });

  test("the exporter's address is looked at as well", async () => {
    const port = await takenPort();
    await expect(refuseTakenAddresses(layout(0, port), null, signal)).rejects.toThrow(
      `haproxy's exporter cannot listen on \`127.0.0.1:${port}\``,
    );
  });
});

import { describe, expect, test } from '@jest/globals';
import type { Company } from './company.js';
import type { GatewayRun } from './gateway-run.js';
import { Roster } from './roster.js';
import { gatewayWith, timePolicy } from './testing/gateways.js';
import { Play } from './testing/play.js';
import { SimulatedTarget } from './testing/simulated-target.js';

const target = new SimulatedTarget();

function run(name: string, plane = target): GatewayRun {
  const gateway = gatewayWith([timePolicy()], { name, application: name });
  const { state } = new Play(gateway);
  return {
    gateway,
    target: plane,
    source: null,
    inquiries: [],
    declared: null,
    state,
    nextAt: 0,
    hasLost: false,
    isServed: false,
    warnings: [],
  };
}

/** A roster whose loops end when their company is empty, and the sizes of the companies that began. */
function roster(stopping = new AbortController()) {
  const begun: number[] = [];
  const made = new Roster(async (company: Company) => {
    begun.push(company.runs.size);
    while (company.runs.size > 0 && !stopping.signal.aborted) {
      await new Promise<void>((resolve) => setImmediate(resolve));
    }
  }, stopping.signal);
  return { made, begun, stopping };
}

describe('the gateways that a runtime has', () => {
  test('those of one source and target make one company, which begins with all of them', async () => {
    const { made, begun, stopping } = roster();
    const [shop, cart, other] = [run('shop'), run('cart'), run('other', new SimulatedTarget())];
    for (const each of [shop, cart, other]) made.keep(each);
    made.begin(shop, cart, other);
    expect(begun).toEqual([2, 1]);
    stopping.abort();
    await made.ended();
  });

  test('one that data planes shall serve already is there once it is kept, and until it is ended', () => {
    const { made } = roster();
    const [before, after] = [run('shop'), run('shop')];
    made.serve(before);
    expect(made.find('shop')).toBeNull();
    expect([...made.runs]).toEqual([before]);
    made.keep(before);
    made.serve(after);
    expect(made.find('shop')).toBe(before);
    made.keep(after);
    made.end(before);
    expect(made.find('shop')).toBe(after);
    made.leave('shop');
    expect([...made.runs]).toEqual([]);
    expect(made.find('shop')).toBe(after);
    made.end(after);
    expect(made.find('shop')).toBeNull();
  });

  test('a company whose last gateway left ends, and one that comes later founds another', async () => {
    const { made, begun, stopping } = roster();
    const shop = run('shop');
    made.keep(shop);
    made.begin(shop);
    made.end(shop);
    await made.ended();
    const again = run('shop');
    made.keep(again);
    made.begin(again);
    expect(begun).toEqual([1, 1]);
    stopping.abort();
    await made.ended();
  });

  test('what is done in turn waits for what is under way, and finds the description of then', async () => {
    const { made } = roster();
    const [before, after] = [run('shop'), run('shop')];
    made.keep(before);
    const seen: GatewayRun[] = [];
    const first = made.inTurn('shop', async (found) => {
      await new Promise<void>((resolve) => setImmediate(resolve));
      seen.push(found);
      made.keep(after);
    });
    const second = made.inTurn('shop', (found) => {
      seen.push(found);
      return Promise.resolve('done');
    });
    await first;
    expect(await second).toBe('done');
    expect(seen).toEqual([before, after]);
    expect(await made.inTurn('cart', () => Promise.resolve('done'))).toBeNull();
  });
});

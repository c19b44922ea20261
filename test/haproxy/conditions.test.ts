import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { notPlain } from '../../packages/lang/src/condition/plain.js';
import { readRequest } from '../../packages/lang/src/condition/request.js';
import {
  arbitraryRequest,
  arbitraryRules,
  ROUTES,
} from '../../packages/lang/src/targets/haproxy/testing/arbitrary-rules.js';
import { firstRule } from '../../packages/lang/src/condition/testing/first-rule.js';
import { emitRules } from '../../packages/lang/src/targets/haproxy/emit.js';
import { router } from '../../packages/lang/src/targets/haproxy/evaluate.js';
import { printRules } from '../../packages/lang/src/targets/haproxy/print.js';
import { describeWith } from '../components/binaries.js';
import { loadRules } from './loaded.js';
import { isSendable, rawRequest, sendAll } from '../proxies/raw-client.js';

const BACKENDS = Array.from({ length: ROUTES }, (_, route) => `r${route}`);
const LISTS = 60;
const REQUESTS = 250;

const SEED = 20_261_126;

describeWith('haproxy', 'conditions in a real HAProxy', (haproxy) => {
  test('every plain request goes where the rules say', async () => {
    const lists = fc.sample(arbitraryRules, { seed: SEED, numRuns: LISTS }).flatMap((rules) => {
      const emitted = emitRules({ hosts: [] }, rules, BACKENDS);
      return emitted.ok ? [{ rules, emitted: emitted.rules }] : [];
    });
    const loaded = await loadRules(
      haproxy,
      lists.map(({ emitted }) => emitted),
      BACKENDS,
    );
    const seen = { plain: 0, otherAlike: 0, otherUnlike: 0, unread: 0, unsendable: 0 };
    const wrong: unknown[] = [];
    try {
      for (const [index, { rules, emitted }] of lists.entries()) {
        const meaning = firstRule(rules);
        const reader = router(emitted);
        const atoms = rules.flatMap(({ all }) => all);
        const drawn = fc.sample(arbitraryRequest, { seed: SEED + index, numRuns: REQUESTS });
        const requests = drawn.filter(isSendable);
        seen.unsendable += drawn.length - requests.length;
        const answers = await sendAll({ path: loaded.socketOf(index) }, requests.map(rawRequest));
        for (const [place, request] of requests.entries()) {
          const answer = answers[place];
          const expected = BACKENDS[meaning(request)];
          const plain = notPlain(readRequest(request), atoms) === null;
          const read = reader(request);
          if (plain) {
            seen.plain += 1;
            if (answer?.body !== expected)
              wrong.push({ expected, answer, request, lines: printRules(emitted) });
          } else if (answer?.status === 400) seen.unread += 1;
          else if (answer?.body === expected) seen.otherAlike += 1;
          else seen.otherUnlike += 1;
          if (answer?.status !== 400 && answer?.body !== read)
            wrong.push({ read, answer, request, lines: printRules(emitted) });
        }
      }
    } finally {
      await loaded.close();
    }
    console.log(seen);
    expect({ seed: SEED, wrong: wrong.slice(0, 3) }).toEqual({ seed: SEED, wrong: [] });
    expect(seen.plain).toBeGreaterThan(10_000);
  }, 120_000);
});

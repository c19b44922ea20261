import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
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
import { NO_STAND_INS } from '../../packages/lang/src/targets/haproxy/stand-ins.js';
import { haproxyTarget } from '../../packages/lang/src/targets/haproxy/target.js';
import { describeWith } from '../components/binaries.js';
import { loadRules } from './loaded.js';
import { isSendable, rawRequest, sendAll } from '../proxies/raw-client.js';

const BACKENDS = Array.from({ length: ROUTES }, (_, route) => `r${route}`);
/** Not all of the requests that are drawn are plain. */
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
    expect({ seed: SEED, seen, wrong: wrong.slice(0, 3) }).toEqual({ seed: SEED, seen, wrong: [] });
    expect(seen.plain).toBeGreaterThan(10_000);
  }, 120_000);

  test('what is emitted for a gateway is a whole configuration', async () => {
    const emission = haproxyTarget.emit(
      {
        name: 'shop',
        namespace: 'default',
        hosts: ['shop.example', '*.shop.example'],
        backends: ['v1', 'v2'].map((version) => ({
          version,
          service: '127.0.0.1',
          port: 80,
          subset: null,
        })),
        routes: BACKENDS.map((name) => ({
          name,
          to: [
            { version: 'v1', weight: 2_500 },
            { version: 'v2', weight: 7_500 },
          ],
        })),
      },
      fc.sample(arbitraryRules, { seed: SEED, numRuns: 1 })[0] ?? [],
      { bind: { host: '::1', port: 8080 }, standIns: NO_STAND_INS },
    );
    if (!emission.ok) throw new Error('refused');
    const folder = await mkdtemp(join(tmpdir(), 'lamia-config-'));
    try {
      await writeFile(join(folder, 'haproxy.cfg'), emission.emitted.config);
      const { stderr } = await promisify(execFile)(haproxy, ['-c', '-f', 'haproxy.cfg'], {
        cwd: folder,
        timeout: 30_000,
      });
      expect(stderr.split('\n').filter((line) => /ALERT|WARNING/.test(line))).toEqual([]);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});

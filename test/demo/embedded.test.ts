import { describe, expect, test } from '@jest/globals';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import type { DecisionJson } from '../../packages/runtime/src/api/decisions/decision-json.js';
import type { GatewayStatusJson } from '../../packages/runtime/src/api/gateways/status-json.js';
import { demo } from './run.js';

/** Real services, gateway, load, metrics and runtime; only the interval is shorter than usual. */
const SHORT = { interval: '500ms', step: '25%', baselineErrors: '20%' } as const;
const BOUND = 120_000;

describe('the demonstration on the embedded gateway', () => {
  test(
    'promotes a candidate that fails less, without losing a request',
    async () => {
      const { exitCode, lines, lastLine, complaints } = await demo(SHORT);
      expect(lastLine).toBe('promoted version2');
      expect(exitCode).toBe(0);
      expect(complaints).toBe('');
      const weights = [25, 50, 75, 100].map((share) => `version1 ${100 - share}%, version2 ${share}%`);
      const firsts = weights.map((text) => lines.findIndex((line) => line.includes(text)));
      expect(firsts).toEqual(firsts.toSorted((left, right) => left - right));
      expect(firsts).not.toContain(-1);
      expect(lines.find((line) => line.includes('requests were answered'))).toContain(', 0 were lost');
    },
    BOUND,
  );

  test(
    'rolls a candidate back that fails more, and says what decided it',
    async () => {
      const { exitCode, lines, lastLine } = await demo({ ...SHORT, candidateErrors: '60%' });
      expect(lastLine).toBe('rolled back to version1');
      expect(exitCode).toBe(4);
      const decided = lines.find((line) => line.includes('what decided it'));
      expect(decided).toContain('version1 has all traffic again');
      expect(decided).toContain('the expression favours version1');
    },
    BOUND,
  );

  test(
    'holds without traffic and says that there is no data',
    async () => {
      const { exitCode, lines, lastLine } = await demo({ ...SHORT, interval: '200ms', traffic: false });
      expect(lastLine).toMatch(/^held: there has been no data to decide on for /);
      expect(exitCode).toBe(5);
      expect(lines).toContain('no requests were sent');
    },
    BOUND,
  );

  test(
    'holds where neither version is better, at its deadline',
    async () => {
      const { exitCode, lastLine } = await demo({
        interval: '200ms',
        step: '50%',
        baselineErrors: '0%',
        candidateErrors: '0%',
      });
      expect(lastLine).toMatch(/^held: the deadline of .* has passed$/);
      expect(exitCode).toBe(5);
    },
    BOUND,
  );

  test(
    'serves its console while it runs, and tells everything as JSON',
    async () => {
      const seen: { gateways: GatewayStatusJson[]; decisions: DecisionJson[]; html: string }[] = [];
      const asked: Promise<void>[] = [];
      const look = async (page: string): Promise<void> => {
        const html = await (await fetch(page)).text();
        const { gateways } = (await (await fetch(`${page}api/v1/gateways`)).json()) as {
          gateways: GatewayStatusJson[];
        };
        const path = `${page}api/v1/gateways/demo/decisions?limit=5`;
        const { decisions } = (await (await fetch(path)).json()) as { decisions: DecisionJson[] };
        seen.push({ gateways, decisions, html });
      };
      let page = '';
      const { exitCode, lines } = await demo({ ...SHORT, candidateErrors: '60%', json: true }, (line) => {
        const told = JSON.parse(line) as { kind: string; console?: string };
        if (told.console !== undefined) page = told.console;
        if (told.kind === 'ticked' && asked.length === 0) asked.push(look(page));
      });
      await Promise.all(asked);
      expect(exitCode).toBe(4);
      const told = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
      expect(told[0]).toMatchObject({ kind: 'begun', versions: { version1: expect.any(String) } });
      expect(told.map(({ kind }) => kind)).toEqual(
        expect.arrayContaining(['ticked', 'shifted', 'confirmed', 'ended']),
      );
      expect(told.at(-1)).toMatchObject({
        kind: 'summary',
        outcome: 'rolled back to version1',
        requests: { lost: 0 },
      });
      expect(seen).toHaveLength(1);
      expect(seen[0]?.html).toContain('<!doctype html>');
      expect(seen[0]?.gateways[0]).toMatchObject({ name: 'demo', stable: 'version1', candidate: 'version2' });
      expect(seen[0]?.decisions.length).toBeGreaterThan(0);
      await expect(fetch(page)).rejects.toThrow('fetch failed');
    },
    BOUND,
  );

  test('says that an address is in use', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => {
      taken.listen(0, '127.0.0.1', resolve);
    });
    try {
      const { port } = taken.address() as AddressInfo;
      const attempt = demo({ ...SHORT, listen: `127.0.0.1:${port}` });
      await expect(attempt).rejects.toMatchObject({ exitCode: 1 });
      await expect(attempt).rejects.toThrow(`127.0.0.1:${port}\`: the address is in use`);
    } finally {
      taken.close();
    }
  });
});

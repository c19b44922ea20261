import { describe, expect, test } from '@jest/globals';
import { gatewayFile } from './gateway-file.js';
import { simulated } from './play.js';
import { prepare, type Playing } from './playing.js';
import { FIRST } from './presets.js';
import type { GateAnswer, Scenario } from './scenario.js';
import { embedded } from './testing/embedded.js';

/** The first scenario with a gate at half, played. */
function played(gates: readonly GateAnswer[], change: (file: string) => string = (file) => file): Playing {
  const gated: Scenario = { ...FIRST, gates, ticks: 200, policy: { ...FIRST.policy, gate: 50 } };
  const prepared = prepare(simulated({ ...gated, file: change(gatewayFile(gated)) }, embedded));
  if (!prepared.ok) throw new Error(prepared.findings.map(({ message }) => message).join('\n'));
  const { playing } = prepared;
  while (!playing.isOver) playing.step();
  return playing;
}

const waiting = ({ ticks }: Playing) => ticks.filter(({ waits }) => waits.length > 0);

describe('at a gate', () => {
  test('nobody comes by themselves: the release waits', () => {
    const playing = played([]);
    expect(playing.verdict).toMatchObject({ outcome: 'unfinished' });
    expect(playing.ticks.at(-1)).toMatchObject({ phase: 'Waiting', waits: [{ gate: '50%' }] });
  });

  test('somebody opens it after as long as they were said to take', () => {
    const playing = played([{ gate: '50%', answer: 'open', after: 95 }]);
    expect(playing.verdict.headline).toBe('promoted version2');
    const [first] = waiting(playing);
    const opened = playing.ticks.find(({ events }) => events.some(({ kind }) => kind === 'operated'));
    expect((opened?.at ?? 0) - (first?.waits[0]?.since ?? 0)).toBe(95_000);
  });

  test('somebody refuses it, and what the gate says follows', () => {
    expect(played([{ gate: '50%', answer: 'refuse', after: 30 }]).verdict.headline).toBe('held');
    const back = played([{ gate: '50%', answer: 'refuse', after: 30 }], (file) =>
      file.replace('type: manual', 'type: manual, then: rollback'),
    );
    expect(back.verdict.headline).toBe('rolled back to version1');
  });

  test('a webhook lets the release pass unless the scenario says otherwise', () => {
    const webhook = (file: string): string =>
      file.replace('type: manual', 'type: webhook, name: smoke, webhook: tests');
    expect(played([], webhook).verdict.headline).toBe('promoted version2');
    expect(played([{ gate: 'smoke', answer: 'refuse', after: 60 }], webhook).verdict.headline).toBe('held');
    const never = played([{ gate: 'smoke', answer: 'none', after: 0 }], webhook);
    expect(never.ticks.at(-1)?.waits).toMatchObject([{ gate: 'smoke' }]);
  });

  test('an answer at a gate that there is not does nothing', () => {
    expect(played([{ gate: '75%', answer: 'refuse', after: 0 }]).ticks.at(-1)?.phase).toBe('Waiting');
  });
});

import { describe, expect, test } from '@jest/globals';
import { Player } from './player.js';
import { FIRST } from './presets.js';
import type { Answer } from './protocol.js';
import { embedded } from './testing/embedded.js';
import { recordedGateway, recordingText, steadily } from './testing/recorded.js';

/** A player whose slices are played when a test says so, and take as long as it says. */
function scene() {
  const answers: Answer[] = [];
  let waiting: (() => void)[] = [];
  let time = 0;
  let perLook = 5;
  const player = new Player(embedded, {
    answer: (answer) => answers.push(answer),
    later: (callback) => waiting.push(callback),
    now: () => (time += perLook),
  });
  return {
    player,
    answers,
    kinds: () => answers.map(({ kind }) => kind),
    slow: () => (perLook = 5),
    quick: () => (perLook = 0),
    /** Plays one slice; false where nothing waits. */
    slice: (): boolean => {
      const [next, ...others] = waiting;
      waiting = others;
      next?.();
      return next !== undefined;
    },
  };
}

const errors = { version1: 0.04, version2: 0.01 };

describe('the player', () => {
  test('plays in slices to the end, and answers every tick once', () => {
    const { player, answers, kinds, slice } = scene();
    player.take({ kind: 'play', id: 1, scenario: FIRST });
    expect(kinds()).toEqual(['began']);
    while (slice());
    const moments = answers.flatMap((answer) => (answer.kind === 'played' ? answer.moments : []));
    expect(kinds().filter((kind) => kind === 'played').length).toBeGreaterThan(3);
    expect(moments.map(({ at }) => at)).toEqual(
      [...new Set(moments.map(({ at }) => at))].sort((a, b) => a - b),
    );
    expect(moments.map(({ mark }) => mark)).toContain('forward');
    expect(moments[0]?.mark).toBe('entry');
    expect(moments.at(-1)?.mark).toBe('ended');
    expect(answers.at(-1)).toMatchObject({ kind: 'over', id: 1, verdict: { headline: 'promoted version2' } });
  });

  test('shows any tick of the last play with its trace and program', () => {
    const { player, answers, quick, slice } = scene();
    quick();
    player.take({ kind: 'play', id: 1, scenario: FIRST });
    slice();
    player.take({ kind: 'look', id: 1, index: 4 });
    player.take({ kind: 'look', id: 7, index: 4 });
    player.take({ kind: 'look', id: 1, index: 4_000 });
    const looked = answers.filter(({ kind }) => kind === 'looked');
    expect(looked).toHaveLength(1);
    expect(structuredClone(looked[0])).toMatchObject({
      id: 1,
      detail: {
        index: 4,
        record: { outcomes: [{ type: 'custom', reading: { trace: { headline: expect.any(String) } } }] },
      },
    });
  });

  test('stops when it is cancelled, once', () => {
    const { player, kinds, slice } = scene();
    player.take({ kind: 'play', id: 1, scenario: FIRST });
    slice();
    player.take({ kind: 'cancel' });
    player.take({ kind: 'cancel' });
    while (slice());
    expect(kinds()).toEqual(['began', 'played', 'cancelled']);
  });

  test('gives up one play for the next', () => {
    const { player, answers, slice } = scene();
    player.take({ kind: 'play', id: 1, scenario: FIRST });
    slice();
    player.take({ kind: 'play', id: 2, scenario: FIRST });
    while (slice());
    expect(answers.filter(({ kind }) => kind === 'over')).toMatchObject([{ id: 2 }]);
  });

  test('refuses a file with errors, and says in which line', () => {
    const { player, answers, slice } = scene();
    player.take({
      kind: 'play',
      id: 1,
      scenario: { ...FIRST, file: 'apiVersion: lamia/v1\nkind: Gatewa\n' },
    });
    expect(slice()).toBe(false);
    expect(answers).toEqual([
      {
        kind: 'refused',
        id: 1,
        findings: [
          expect.objectContaining({ severity: 'error', line: 2, message: expect.stringContaining('Gatewa') }),
        ],
      },
    ]);
  });

  test('shows a release that was, and refuses what is none', () => {
    const { player, answers, kinds, slice } = scene();
    player.take({ kind: 'play', id: 1, scenario: FIRST });
    while (slice());
    player.take({ kind: 'look', id: 1, index: 2 });
    const looked = answers.at(-1);
    if (looked?.kind !== 'looked') throw new Error('the tick is shown');
    const { record } = looked.detail;
    answers.length = 0;
    player.take({ kind: 'open', id: 2, text: JSON.stringify({ kind: 'decision', record }) });
    player.take({ kind: 'look', id: 2, index: 0 });
    player.take({ kind: 'open', id: 3, text: 'hello' });
    expect(kinds()).toEqual(['began', 'played', 'over', 'looked', 'unreadable']);
    expect(answers[3]).toMatchObject({
      id: 2,
      detail: { record: JSON.parse(JSON.stringify(record)) as unknown },
    });
    expect(answers[4]).toMatchObject({ message: expect.stringContaining('line 1: this is no line') });
  });

  test('opens a recording and plays on it what the page says, as often as it does', () => {
    const { player, answers, kinds, slice } = scene();
    player.take({ kind: 'open', id: 1, text: recordingText(steadily(120, errors)) });
    expect(answers).toMatchObject([{ kind: 'recorded', id: 1, recording: { lines: 120 } }]);
    const scenario = { gateway: 0, file: recordedGateway(), gates: [], ticks: 1_000 };
    for (const id of [2, 3]) {
      player.take({ kind: 'replay', id, scenario });
      while (slice());
      expect(answers.at(-1)).toMatchObject({ kind: 'over', id, verdict: { headline: 'promoted version2' } });
    }
    player.take({ kind: 'replay', id: 4, scenario: { ...scenario, file: 'apiVersion: lamia/v1' } });
    expect(answers.at(-1)).toMatchObject({ kind: 'refused', id: 4 });
    expect(kinds()).not.toContain('failed');
  });

  test.each<[string, string, string]>([
    [
      'broken',
      recordingText(steadily(2, errors)).replace('"values":[', '"values":[[],'),
      'line 2: `values` has 5',
    ],
    ['of a later form', recordingText([]).replace('"format":1', '"format":2'), 'line 1: `format` is `2`'],
    ['empty', recordingText([]), 'it ends after its first line'],
  ])('refuses a recording that is %s, and says where', (_, text, message) => {
    const { player, answers } = scene();
    player.take({ kind: 'open', id: 1, text });
    expect(answers).toEqual([{ kind: 'unreadable', id: 1, message: expect.stringContaining(message) }]);
  });

  test('tells which gates there are', () => {
    const { player, answers } = scene();
    player.take({ kind: 'play', id: 1, scenario: { ...FIRST, policy: { ...FIRST.policy, gate: 50 } } });
    expect(answers).toMatchObject([{ kind: 'began', gates: [{ name: '50%', type: 'manual', at: '50%' }] }]);
  });
});

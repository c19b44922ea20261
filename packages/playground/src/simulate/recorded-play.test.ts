import { describe, expect, test } from '@jest/globals';
import { readRecording } from '@lamia/runtime/engine';
import { recorded, type RecordedScenario } from './play.js';
import { prepare, type Playing } from './playing.js';
import { recordedGateway, recordingText, steadily, type RecordedErrors } from './testing/recorded.js';

const AS_IT_WAS: RecordedScenario = { gateway: 0, file: recordedGateway(), gates: [], ticks: 1_000 };

function played(lines: readonly RecordedErrors[], scenario: Partial<RecordedScenario> = {}): Playing {
  const read = readRecording(recordingText(lines));
  if (!read.ok) throw new Error(read.message);
  const prepared = prepare(recorded(read.recording, { ...AS_IT_WAS, ...scenario }));
  if (!prepared.ok) throw new Error(prepared.findings.map(({ message }) => message).join('\n'));
  const { playing } = prepared;
  while (!playing.isOver) playing.step();
  return playing;
}

const better = { version1: 0.04, version2: 0.01 };
const worse = { version1: 0.04, version2: 0.3 };

describe('a release on what was recorded', () => {
  test('is promoted where the candidate was better, at the recorded times', () => {
    const { verdict, ticks } = played(steadily(120, better));
    expect(verdict).toMatchObject({ headline: 'promoted version2', isFinal: true });
    expect(ticks[0]?.versions[1]).toMatchObject({ share: 2_000, requestsPerSecond: 10, errorShare: 0.01 });
  });

  test('is rolled back where it began to fail, a failure for each judged tick', () => {
    const { verdict, ticks } = played([...steadily(10, better), ...steadily(60, worse)]);
    expect(verdict).toMatchObject({ headline: 'rolled back to version1' });
    const failed = ticks.filter(({ record }) => record.outcomes[0]?.proposal.kind === 'toward');
    expect(failed.at(-1)?.at).toBeGreaterThan(100_000);
  });

  test('comes out otherwise with another policy', () => {
    const lines = [...steadily(10, better), ...steadily(8, worse), ...steadily(120, better)];
    expect(played(lines).verdict.headline).toBe('rolled back to version1');
    const file = recordedGateway().replace('consecutive: 2', 'consecutive: 5');
    expect(played(lines, { file }).verdict.headline).toBe('promoted version2');
  });

  test('ends with the recording, decided or not', () => {
    const { verdict, ticks } = played(steadily(10, better));
    expect(verdict).toMatchObject({ headline: 'still under way when the recording ends', isFinal: false });
    expect(ticks.at(-1)?.at).toBeLessThanOrEqual(90_000);
  });

  test('knows nothing where nothing was known', () => {
    const { ticks } = played(steadily(30, { version1: 0.04, version2: null }));
    expect(ticks.at(-1)?.versions[1]).toMatchObject({ errorShare: null, requestsPerSecond: 10 });
    expect(ticks.every(({ record }) => record.shift !== 'policy')).toBe(true);
  });

  test('of a policy that reads what was not recorded says so', () => {
    const file = recordedGateway().replace('error_rate', 'error_rate over 5m');
    const { ticks } = played(steadily(40, better), { file });
    const reading = ticks.flatMap(({ record }) => record.outcomes).at(-1)?.reading;
    expect(JSON.stringify(reading)).toContain('this was not recorded');
  });
});

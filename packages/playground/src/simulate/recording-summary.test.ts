import { describe, expect, test } from '@jest/globals';
import { readRecording, type Recording } from '@lamia/runtime/engine';
import { summaryOf } from './recording-summary.js';
import { BEGIN, recordingText, steadily } from './testing/recorded.js';

function recordingOf(text: string): Recording {
  const read = readRecording(text);
  if (!read.ok) throw new Error(read.message);
  return read.recording;
}

describe('what the page says of a recording', () => {
  test('is when it was, what was read, and what part of the requests each version had', () => {
    const lines = [
      ...steadily(3, { version1: 0, version2: 0.1 }),
      ...steadily(2, { version1: 0, version2: null }),
    ];
    const summary = summaryOf(recordingOf(recordingText(lines)), true);
    expect(summary).toMatchObject({ from: BEGIN, to: BEGIN + 40_000, lines: 5, every: 10_000, isCut: true });
    const [gateway] = summary.gateways;
    expect(gateway?.shares).toEqual([
      { version: 'version1', least: 0.75, most: 0.75 },
      { version: 'version2', least: 0.25, most: 0.25 },
    ]);
    expect(gateway?.reads).toContainEqual({
      text: 'metric version2 error_rate over 20s',
      unit: 'ratio',
      known: 3,
    });
  });

  test('leaves open how many requests there were where nobody read them', () => {
    const text = recordingText(steadily(2, { version1: 0, version2: 0 })).replaceAll(
      'request_rate',
      'requests',
    );
    expect(summaryOf(recordingOf(text), false).gateways[0]?.shares).toEqual([
      { version: 'version1', least: null, most: null },
      { version: 'version2', least: null, most: null },
    ]);
  });
});

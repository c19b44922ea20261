import { describe, expect, test } from '@jest/globals';
import type { Sample } from '@lamia/lang';
import fc from 'fast-check';
import { runSeed } from '../../../../../test/seed.js';
import { isRecording, readRecording } from './read-recording.js';
import type { Recording } from './recording.js';
import { GATEWAY, recordingOf, textOf } from './testing/recordings.js';

const arbitrarySample: fc.Arbitrary<Sample> = fc.oneof(
  fc
    .double({ noNaN: true, noDefaultInfinity: true })
    .map((value) => ({ known: true, value: value + 0 }) as const),
  fc.constant({ known: true, value: 0, assumed: true } as const),
  fc.record({
    known: fc.constant(false as const),
    cause: fc.constantFrom('no-series', 'nan', 'infinite', 'many-series', 'source-failed'),
  }),
  fc.string({ unit: 'binary' }).map((detail) => ({ known: false, cause: 'source-failed', detail }) as const),
);

const arbitraryRecording: fc.Arbitrary<Recording> = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 100_000 }), fc.tuple(arbitrarySample, arbitrarySample)))
  .map((rows) => {
    let at = 1_700_000_000_000;
    return recordingOf(rows.map(([later, samples]) => ({ at: (at += later), samples })));
  });

describe('a recording', () => {
  test('is read as it was written, whatever its values are', () => {
    fc.assert(
      fc.property(arbitraryRecording, (recording) => {
        expect(readRecording(textOf(recording))).toEqual({ ok: true, recording, isCut: false });
      }),
      { seed: runSeed(), numRuns: 200 },
    );
  });

  test('says of itself what it is', () => {
    expect(isRecording(textOf(recordingOf([])))).toBe(true);
    expect(isRecording('{"kind":"description","fingerprint":"f","gateway":{}}\n')).toBe(false);
  });

  test('whose last line was cut off lacks that line, and says so', () => {
    const recording = recordingOf([
      {
        at: 1_000,
        samples: [
          { known: true, value: 1 },
          { known: true, value: 2 },
        ],
      },
      {
        at: 2_000,
        samples: [
          { known: true, value: 3 },
          { known: true, value: 4 },
        ],
      },
    ]);
    const read = readRecording(textOf(recording).slice(0, -4));
    expect(read).toEqual({
      ok: true,
      recording: { ...recording, lines: recording.lines.slice(0, 1) },
      isCut: true,
    });
  });
});

/** The text of a recording without lines, a part of its head replaced. */
const headWith = (changes: object): string => {
  const [head = ''] = textOf(recordingOf([])).split('\n');
  return JSON.stringify({ ...(JSON.parse(head) as object), ...changes });
};
const [HEAD = ''] = textOf(recordingOf([])).split('\n');
const LINE = '{"at":1000,"values":[1,2]}';

describe('what is no recording is refused at its place:', () => {
  test.each<[string, string, number, string]>([
    ['nothing', '\n\n', 1, 'this file is empty; `lamia record` writes one'],
    ['no JSON', 'hello\n', 1, 'this line is no JSON'],
    [
      'another JSON',
      '[1]',
      1,
      'the line is a list; expected the head of a recording, which `lamia record` writes first',
    ],
    ['a list too deep', '['.repeat(100_000), 1, 'this line is no JSON'],
    ['a log', '{"kind":"description"}', 1, '`kind` is `"description"`; expected one of `lamia-recording`'],
    [
      'a later form',
      headWith({ format: 2 }),
      1,
      '`format` is `2`; expected 1, the only form that this version knows',
    ],
    [
      'no interval',
      headWith({ every: 0 }),
      1,
      '`every` is `0`; expected a whole number from 1 to 31622400000',
    ],
    ['no gateway', headWith({ gateways: [] }), 1, '`gateways` is a list; expected one gateway at least'],
    [
      'a read of a gateway that there is not',
      headWith({ reads: [{ gateway: 1 }] }),
      1,
      '`reads[0].gateway` is `1`; expected a whole number from 0 to 0',
    ],
    [
      'a unit that is none',
      headWith({ gateways: [{ ...GATEWAY, metrics: [{ name: 'requests', unit: 'furlong' }] }] }),
      1,
      '`gateways[0].metrics[0].unit` is `"furlong"`; expected a unit such as `count/s`',
    ],
    [
      'fields of a prototype',
      headWith({ gateways: [JSON.parse('{"__proto__":{"name":"shop"}}')] }),
      1,
      '`gateways[0].name` is missing; expected a text',
    ],
    [
      'a second head',
      `${HEAD}\n${HEAD}`,
      2,
      '`at` is missing; expected a whole number from 0 to 8640000000000000',
    ],
    [
      'a value too few',
      `${HEAD}\n{"at":1000,"values":[1]}`,
      2,
      '`values` has 1 of them; expected 2, one a read of the first line',
    ],
    [
      'a value of another kind',
      `${HEAD}\n${LINE}\n{"at":2000,"values":[1,"2"]}`,
      3,
      '`values[1]` is `"2"`; expected a number, `{"assumed": 0}` or `{"unknown": "no-series"}`',
    ],
    [
      'a number too large',
      `${HEAD}\n{"at":1000,"values":[1,1e999]}`,
      2,
      '`values[1]` is `Infinity`; expected a finite number',
    ],
    [
      'a reason that there is not',
      `${HEAD}\n{"at":1000,"values":[1,{"unknown":"lost"}]}`,
      2,
      '`values[1].unknown` is `"lost"`; expected one of `no-series`, `nan`, `infinite`, `many-series`, `source-failed`',
    ],
    [
      'a step back in time',
      `${HEAD}\n${LINE}\n${LINE}`,
      3,
      '`at` is `1000`; expected a later time than the line before, 1000',
    ],
    ['a broken line in the middle', `${HEAD}\n{"at":10\n${LINE}\n`, 2, 'this line is no JSON'],
  ])('%s', (_, text, line, message) => {
    expect(readRecording(text)).toEqual({ ok: false, line, message });
  });

  test('more lines than are read', () => {
    const lines = Array.from({ length: 100_001 }, (_, place) => `{"at":${place},"values":[]}`);
    expect(readRecording([headWith({ reads: [] }), ...lines].join('\n'))).toEqual({
      ok: false,
      line: 100_002,
      message: 'these are more than 100000 lines; record less often, or for less long',
    });
  });
});

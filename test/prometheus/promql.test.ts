import { afterAll, beforeAll, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { literalPattern } from '../../packages/runtime/src/metrics/label-regex.js';
import { stringLiteral } from '../../packages/runtime/src/metrics/promql/print.js';
import { readAnswer } from '../../packages/runtime/src/metrics/prometheus/answer.js';
import { describeWith } from '../components/binaries.js';
import { startPrometheus } from '../components/prometheus.js';
import type { RunningPrometheus } from '../components/prometheus.js';

describeWith('prometheus', 'PromQL as it is printed, read by a real Prometheus', () => {
  let prometheus: RunningPrometheus;
  beforeAll(async () => {
    prometheus = await startPrometheus({});
  }, 60_000);
  afterAll(() => prometheus.stop());

  /** The labels of the one row that a query gives. */
  async function labelsOf(query: string): Promise<ReadonlyMap<string, string>> {
    const body = new URLSearchParams({ query });
    const response = await fetch(`${prometheus.url}/api/v1/query`, { method: 'POST', body });
    const { answer } = readAnswer(response.status, await response.text());
    if (!answer.ok) throw new Error(`${query}: ${answer.why}`);
    expect(answer.rows).toHaveLength(1);
    return answer.rows[0]?.labels ?? new Map<string, string>();
  }

  /** `vector(1)` with a label of this text; in a replacement `$` begins a reference and `$$` is a dollar sign. */
  const labelled = (text: string): string =>
    `label_replace(vector(1), "text", ${stringLiteral(text.replaceAll('$', '$$$$'))}, "", "")`;

  const anyText = fc.oneof(
    fc.string({ unit: 'binary', minLength: 1 }),
    fc.string({
      unit: fc.constantFrom(...Array.from('"\\\n\r\t\0\u2028$.*+?()[]{}|^-/`\'aé✓😀')),
      minLength: 1,
    }),
  );

  test('a label value comes back as it was', async () => {
    await fc.assert(
      fc.asyncProperty(anyText, async (text) => {
        expect((await labelsOf(labelled(text))).get('text')).toBe(text);
      }),
      { numRuns: 300 },
    );
  }, 60_000);

  test('a text made into a pattern matches itself and no other', async () => {
    await fc.assert(
      fc.asyncProperty(anyText, anyText, async (text, other) => {
        const pattern = stringLiteral(literalPattern(text));
        const matches = async (value: string): Promise<boolean> => {
          const labels = await labelsOf(
            `label_replace(${labelled(value)}, "matches", "yes", "text", ${pattern})`,
          );
          return labels.get('matches') === 'yes';
        };
        expect(await matches(text)).toBe(true);
        expect(await matches(other)).toBe(text === other);
      }),
      { numRuns: 150 },
    );
  }, 60_000);
});

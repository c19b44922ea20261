/** A program of 200 lines, longer than any that people are known to write: margins for twenty metrics, and a ladder of conditions. */
export const PROGRAM = [
  '// What the candidate must not be worse in.',
  ...Array.from({ length: 20 }, (_, index) => [
    `let before${index} = metric baseline status_${200 + index} / metric baseline requests;`,
    `let now${index} = metric candidate status_${200 + index} / metric candidate requests;`,
  ]).flat(),
  'if (metric candidate latency_p95 > metric baseline latency_p95 * 1.2) {',
  '  result = baseline;',
  ...Array.from({ length: 77 }, (_, index) => [
    `} else if (now${index % 20} < before${index % 20} - ${index + 1}%) {`,
    '  result = baseline;',
  ]).flat(),
  '} else { result = candidate; }',
  'result',
].join('\n');

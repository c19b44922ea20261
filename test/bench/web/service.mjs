import { languageService } from '../../../packages/lang/dist/index.js';
import { percentile } from './percentile.mjs';
import { PROGRAM } from './program.mjs';

const ROUNDS = 200;

/** What is measured by itself, and what is asked of no analysis: instant colours of a line, and parts of a file. */
const NO_QUESTIONS = new Set(['analyse', 'lineTokens', 'wholeFile', 'partAt']);

/** The time, in milliseconds, of an editor's questions about the program after one more letter: 95 of 100 take no longer. */
export function serviceTimes() {
  const times = new Map();
  const context = {
    versions: ['version1', 'version2'],
    baseline: 'version1',
    candidate: 'version2',
    sampleOf: () => ({ known: true, value: 1 }),
  };
  for (let round = 0; round < ROUNDS + 20; round += 1) {
    const text = `${PROGRAM}\n// ${'x'.repeat(round % 60)}`;
    const offset = (round * 977) % text.length;
    const timed = (name, ask) => {
      const start = performance.now();
      const answer = ask();
      // The first rounds warm up.
      if (round >= 20) times.set(name, [...(times.get(name) ?? []), performance.now() - start]);
      return answer;
    };
    const analysis = timed('analyse', () => languageService.analyse(text, context));
    for (const [name, ask] of Object.entries(languageService)) {
      if (NO_QUESTIONS.has(name) || typeof ask !== 'function') continue;
      const place = name === 'fixesAt' ? { start: offset, end: offset } : offset;
      timed(name, () => ask(analysis, place, 'renamed'));
    }
  }
  return new Map([...times].map(([name, values]) => [name, percentile(values, 95)]));
}

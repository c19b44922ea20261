import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { compiledDecision } from '../testing/compiled.js';
import { checked, RELEASE, values } from '../testing/release.js';

const real = globalThis.Function;
const bodies: string[] = [];

beforeEach(() => {
  bodies.length = 0;
  globalThis.Function = jest.fn((...texts: string[]) => {
    bodies.push(texts.at(-1) ?? '');
    return real(...texts);
  });
});

afterEach(() => {
  globalThis.Function = real;
});

/** Names, labels and texts are a stranger's; nothing of them may become code. */
test('generated code has slots and numerals, and nothing of the source', () => {
  const source = `
    let evil = metric v1 "constructor" { path = "');process.exit(1);('" } + metric v2 __proto__;
    if (evil > 12.5) { result = v2; }
    result`;
  compiledDecision(checked(source), { backend: 'generated' }).bind(RELEASE).decide(values(1, 2));
  expect(bodies).toHaveLength(1);
  expect(bodies[0]).toContain('12.5');
  expect(bodies[0]).not.toMatch(/evil|constructor|__proto__|process|exit|path|v1|v2|metric/);
});

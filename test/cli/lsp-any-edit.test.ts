import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { runSeed } from '../seed.js';
import { PROGRAMS } from '../fuzz/corpus.js';
import { Editor } from './editor.js';
import { folderWith } from './lamia.js';

const POLICY = `apiVersion: lamia.dev/v1
kind: Policy
metadata: { name: better }
spec:
  type: custom
  expression: |
    let share = metric candidate errors / metric candidate requests;
    if (share < 1%) { result = candidate; }
    result
`;
const TEXTS = { 'any.lamia': PROGRAMS[2] ?? '', 'any.yaml': POLICY };
const PIECES = [
  '',
  'a',
  '"',
  "'",
  '(',
  '{',
  '}',
  ';',
  '\n',
  '\r\n',
  '/*',
  '<',
  ' metric ',
  ': ',
  '- ',
  '|',
  '😀',
  '\\',
];
const PLACES = ['completion', 'hover', 'signatureHelp', 'definition', 'prepareRename'];
const WHOLE = ['semanticTokens/full', 'foldingRange', 'codeLens', 'documentSymbol'];

let folder: Awaited<ReturnType<typeof folderWith>>;
let editor: Editor;
beforeAll(async () => {
  folder = await folderWith({ 'metrics.json': '{"v1": {"requests": 1}, "v2": {"errors": 2}}' });
  editor = await Editor.open({ folder: folder.path, options: { metrics: 'metrics.json', candidate: 'v2' } });
});

afterAll(async () => {
  expect(await editor.close()).toBe(0);
  await folder.remove();
});

const edit = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  taken: fc.nat({ max: 12 }),
  given: fc.constantFrom(...PIECES),
});

test.each(Object.keys(TEXTS))('the server answers after every edit of %s', async (name) => {
  await editor.show(name, TEXTS[name as keyof typeof TEXTS]); // a key of it
  const edits = fc.sample(edit, { seed: runSeed(), numRuns: 150 });
  for (const { at, taken, given } of edits) {
    const { length } = editor.text(name);
    const start = Math.floor(at * length);
    await editor.type(name, start, Math.min(start + taken, length), given);
    const answers = [
      ...PLACES.map((method) => editor.at(method, name, start)),
      ...WHOLE.map((method) => editor.ask(method, name)),
    ];
    // An answer that fails rejects, and with it the test.
    expect(await Promise.all(answers)).toHaveLength(PLACES.length + WHOLE.length);
  }
  expect(editor.shown).toEqual([]);
});

import { expect, test } from '@jest/globals';
import { BUILT_IN, builtInText } from './built-in.js';
import { loadCatalogue } from './load.js';
import { catalogueOfText } from './of-text.js';

test.each(BUILT_IN)('the text of %s is the catalogue that is loaded by its name', async (name) => {
  const { text } = await builtInText(name);
  expect({ ok: true, catalogue: catalogueOfText(name, text) }).toEqual(await loadCatalogue(name));
});

test('a text that is no catalogue is refused with the first thing that is wrong', () => {
  expect(() => catalogueOfText('own', '[]')).toThrow('own.yaml: a catalogue file is one map with `metrics`');
  expect(() => catalogueOfText('own', 'extends: embedded\n')).toThrow(
    'own.yaml: it builds on another catalogue',
  );
});

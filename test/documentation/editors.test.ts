import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { readSettings } from '../../packages/runtime/src/lsp/settings.js';

/** What an editor is told of the server is what the server takes. */
const read = (file: string): string => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');

interface Extension {
  readonly contributes: {
    readonly languages: readonly { readonly id: string; readonly extensions: readonly string[] }[];
    readonly grammars: readonly { readonly language: string; readonly scopeName: string }[];
    readonly configuration: { readonly properties: Readonly<Record<string, { readonly type: string }>> };
  };
}

const extension = (JSON.parse(read('editors/vscode/package.json')) as Extension).contributes; // as the file is written
const page = read('docs/editors.md');

/** Settings by their names without `lamia.`. */
const ofServer = Object.keys(extension.configuration.properties)
  .map((name) => name.replace(/^lamia\./, ''))
  .filter((name) => name !== 'command');

const EXAMPLES: Readonly<Record<string, unknown>> = {
  versions: ['v1', 'v2'],
  baseline: 'v1',
  candidate: 'v2',
  catalogue: 'haproxy',
  metrics: 'metrics.json',
  prometheus: { url: 'http://127.0.0.1:9090', application: 'shop', namespace: 'default' },
};

describe('the settings of the extension', () => {
  test('are those that the server reads', () => {
    expect(ofServer).toEqual(Object.keys(EXAMPLES));
    expect(readSettings(EXAMPLES)).toEqual({ settings: EXAMPLES, problems: [] });
  });

  test.each(ofServer)('%s is explained', (name) => {
    expect(page).toContain(`\`lamia.${name}\``);
  });
});

test('the settings that the page shows are settings', () => {
  const [, shown = '{}'] = /```json\n([^]*?)```/.exec(page) ?? [];
  const names = Object.keys(JSON.parse(shown) as object);
  expect(names.length).toBeGreaterThan(3);
  expect(names.filter((name) => !(name in extension.configuration.properties))).toEqual([]);
  const given = Object.fromEntries(
    Object.entries(JSON.parse(shown) as object).map(([name, value]) => [
      name.replace(/^lamia\./, ''),
      value as unknown,
    ]),
  );
  expect(readSettings(given).problems).toEqual([]);
});

test('the extension and the grammar are of one language', () => {
  const { scopeName, fileTypes } = JSON.parse(read('grammar/lamia.tmLanguage.json')) as {
    readonly scopeName: string;
    readonly fileTypes: readonly string[];
  };
  expect(extension.grammars).toMatchObject([{ language: extension.languages[0]?.id, scopeName }]);
  expect(extension.languages[0]?.extensions).toEqual(fileTypes.map((type) => `.${type}`));
});

describe('settings that cannot be used', () => {
  test.each([
    [{ versions: 'v1' }, '`lamia.versions` is a list of labels'],
    [{ baseline: 5 }, '`lamia.baseline` is a text'],
    [{ prometheus: { url: 'http://x' } }, '`lamia.prometheus` names a `url` and the `application`'],
    [{ prometheus: { url: 7, application: 'a' } }, '`lamia.prometheus.url` is a text'],
  ])('%j', (given, message) => {
    const { settings, problems } = readSettings(given);
    expect(settings).toEqual({});
    expect(problems[0]).toContain(message);
  });

  test.each([null, undefined, 5, 'v1', [], { unknown: 1, versions: [], catalogue: '' }])(
    'none in %j',
    (given) => {
      expect(readSettings(given)).toEqual({ settings: {}, problems: [] });
    },
  );
});

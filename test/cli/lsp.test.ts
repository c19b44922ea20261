import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Editor, eventually, type Edit, type Range } from './editor.js';
import { examples, folderWith } from './lamia.js';

const METRICS = JSON.stringify({
  v1: { requests: 200, errors: 10 },
  v2: { requests: 100, errors: 0 },
});
const PROGRAM = `let share = metric candidate errors / metric candidate requests;
if (share < metric baseline errors / metric baseline requests) {
  result = candidate;
}
result
`;

let folder: Awaited<ReturnType<typeof folderWith>>;
let editor: Editor;

beforeAll(async () => {
  folder = await folderWith({ 'metrics.json': METRICS });
  const settings = {
    ...{ versions: ['v1', 'v2'], baseline: 'v1', candidate: 'v2' },
    ...{ catalogue: 'embedded', metrics: 'metrics.json' },
  };
  editor = await Editor.open({ folder: folder.path, settings });
});

afterAll(async () => {
  expect(await editor.close()).toBe(0);
  expect(editor.shown).toEqual([]);
  await folder.remove();
});

interface Completed {
  readonly label: string;
  readonly textEdit: { readonly range: Range; readonly newText: string };
}

describe('a program in an editor', () => {
  test('is checked as it is typed', async () => {
    const name = 'typed.lamia';
    await editor.show(name, PROGRAM);
    expect(await editor.findings(name)).toEqual([]);
    const at = editor.text(name).indexOf('candidate requests');
    await editor.type(name, at, at + 'candidate'.length, 'v3');
    const [finding] = await editor.findings(name);
    expect(finding).toMatchObject({ code: 'unknown-version', source: 'lamia', severity: 1 });
    expect(finding && editor.slice(name, finding.range)).toBe('v3');

    const actions = await editor.ask<{ title: string; edit: { changes: Record<string, Edit[]> } }[]>(
      'codeAction',
      name,
      {
        range: finding?.range,
        context: { diagnostics: [] },
      },
    );
    expect(actions.map(({ title }) => title)).toEqual(['write v1']);
    const edits = actions[0]?.edit.changes[editor.uri(name)] ?? [];
    expect(editor.edited(name, edits)).toContain('metric v1 requests;');
    await editor.type(name, at, at + 2, 'v2');
    expect(await editor.findings(name)).toEqual([]);
  });

  test('counts characters as the protocol does', async () => {
    const name = 'wide.lamia';
    await editor.show(name, '/* 😀é */ if (metric v3 errors > 1) { result = v1; }\r\nresult');
    const [first] = await editor.findings(name);
    expect(first?.range.start).toEqual({ line: 0, character: 21 });
    await editor.type(name, editor.text(name).indexOf('v3'), editor.text(name).indexOf('v3') + 2, 'v1');
    expect(editor.text(name)).toContain('metric v1');
    expect((await editor.findings(name)).map(({ code }) => code)).not.toContain('unknown-version');
  });

  test('answers about places', async () => {
    const name = 'places.lamia';
    await editor.show(name, PROGRAM);
    const use = PROGRAM.indexOf('share <');
    const definition = await editor.at<{ range: Range }>('definition', name, use);
    expect(definition.range.start).toEqual({ line: 0, character: 4 });
    const context = { includeDeclaration: true };
    expect(await editor.at<unknown[]>('references', name, use, { context })).toHaveLength(2);
    const hover = await editor.at<{ contents: { value: string } }>('hover', name, PROGRAM.indexOf('errors'));
    expect(hover.contents.value).toContain('count');
    expect(await editor.at('hover', name, PROGRAM.length)).toBeNull();
    expect(await editor.at('prepareRename', name, use)).toMatchObject({ placeholder: 'share' });
    const { changes } = await editor.at<{ changes: Record<string, Edit[]> }>('rename', name, use, {
      newName: 'part',
    });
    expect(editor.edited(name, changes[editor.uri(name)] ?? [])).toBe(PROGRAM.replaceAll('share', 'part'));
    await expect(editor.at('rename', name, use, { newName: 'result' })).rejects.toThrow(
      '`result` is a word of the language: choose another name',
    );
  });

  test('shows values, colours, folds and an outline', async () => {
    const name = 'shown.lamia';
    await editor.show(name, PROGRAM);
    const range = { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } };
    const hints = await eventually(
      () => editor.ask<{ label: string }[]>('inlayHint', name, { range }),
      (found) => found.length > 0,
    );
    expect(hints.map(({ label }) => label)).toContain('= 10');
    const lenses = await editor.ask<{ command: { title: string } }[]>('codeLens', name);
    expect(lenses.map(({ command }) => command.title)).toEqual([
      'v2, because the condition at 2:5 is true: 0 < 0.05',
    ]);
    const { data } = await editor.ask<{ data: number[] }>('semanticTokens/full', name);
    expect(data.length % 5).toBe(0);
    expect(data.slice(0, 3)).toEqual([0, 0, 3]);
    expect(await editor.ask('foldingRange', name)).toEqual([{ startLine: 1, endLine: 2 }]);
    expect(await editor.ask('documentSymbol', name)).toMatchObject([{ name: 'share', detail: 'ratio' }]);
  });

  test('is completed and helped with', async () => {
    const name = 'half.lamia';
    await editor.show(name, 'max(metric candidate ');
    const items = await editor.at<Completed[]>('completion', name, editor.text(name).length);
    const requests = items.find(({ label }) => label === 'requests');
    expect(requests && editor.edited(name, [requests.textEdit])).toBe('max(metric candidate "requests"');
    expect(await editor.at('signatureHelp', name, 4)).toMatchObject({ activeParameter: 0 });
  });

  test('is formatted, unless it is broken', async () => {
    const name = 'form.lamia';
    await editor.show(name, 'let  a = 1;\nif (a>0) { result=v1; }\nresult\n');
    const options = { options: { tabSize: 2, insertSpaces: true } };
    const edits = await editor.ask<Edit[]>('formatting', name, options);
    expect(editor.edited(name, edits)).toBe('let a = 1;\nif (a > 0) {\n  result = v1;\n}\nresult\n');
    await editor.type(name, 0, 3, 'if (');
    expect(await editor.ask('formatting', name, options)).toEqual([]);
  });
});

describe('a gateway file in an editor', () => {
  const name = 'gateway.yaml';
  let text: string;
  beforeAll(async () => {
    text = await readFile(join(examples, 'gateway-embedded.yaml'), 'utf8');
    await editor.show(name, text);
  });

  test('is checked at its places', async () => {
    expect(
      (await editor.findings(name)).filter((finding) => 'severity' in finding && finding.severity === 1),
    ).toEqual([]);
    const at = text.indexOf('  application:');
    await editor.type(name, at, at, '  nonsense: 5\n');
    const [finding] = await editor.findings(name);
    expect(finding).toMatchObject({ code: 'unknown-key' });
    expect(finding && editor.slice(name, finding.range)).toBe('nonsense');
  });

  test('has programs that are answered about', async () => {
    const program = 'policy.yaml';
    await editor.show(
      program,
      `apiVersion: lamia.dev/v1
kind: Policy
metadata: { name: better }
spec:
  type: custom
  expression: |
    let share = metric candidate errors / metric candidate requests;
    if (share < 1%) { result = candidate; }
    result
`,
    );
    expect(await editor.findings(program)).toEqual([]);
    const use = editor.text(program).indexOf('share <');
    const { range } = await editor.at<{ range: Range }>('definition', program, use);
    expect(range.start).toEqual({ line: 6, character: 8 });
    const { changes } = await editor.at<{ changes: Record<string, Edit[]> }>('rename', program, use, {
      newName: 'part',
    });
    expect(editor.edited(program, changes[editor.uri(program)] ?? [])).toBe(
      editor.text(program).replaceAll('share', 'part'),
    );
    const end = editor.text(program).indexOf(';\n    if');
    await editor.type(program, end, end, ' + metric can');
    const items = await editor.at<Completed[]>('completion', program, end + ' + metric can'.length);
    const candidate = items.find(({ label }) => label === 'candidate');
    expect(candidate && editor.edited(program, [candidate.textEdit])).toContain(' + metric candidate;\n');
    expect(await editor.at('hover', program, editor.text(program).indexOf('kind'))).toBeNull();
  });

  test('of somebody else has nothing to say', async () => {
    await editor.show('other.yaml', 'apiVersion: v1\nkind: Service\nspec: { expression: "a +" }\n');
    expect(await editor.findings('other.yaml')).toEqual([]);
    expect(await editor.at('completion', 'other.yaml', 50)).toEqual([]);
  });
});

describe('an editor that knows of one folder at a time', () => {
  test('has the files of its settings found there', async () => {
    const elsewhere = await folderWith({});
    const other = await Editor.open({
      ...{ folder: folder.path, startsIn: elsewhere.path },
      options: { metrics: 'metrics.json' },
    });
    await other.show('a.lamia', 'metric v1 errors');
    expect(await other.findings('a.lamia')).toEqual([]);
    expect(await other.close()).toBe(0);
    expect(other.shown).toEqual([]);
    await elsewhere.remove();
  });
});

describe('an editor that goes', () => {
  test('without a word leaves no server behind', async () => {
    const other = await Editor.open({ folder: folder.path });
    expect(await other.vanish()).toBe(1);
  });

  test('is asked for nothing it cannot do', async () => {
    const other = await Editor.open({ folder: folder.path, pullsDiagnostics: true });
    expect(other.capabilities).toHaveProperty('diagnosticProvider');
    await other.show('a.lamia', 'if (');
    expect(await other.findings('a.lamia')).toEqual([]);
    expect(await other.ask('diagnostic', 'a.lamia')).toMatchObject({
      kind: 'full',
      items: [{ source: 'lamia' }],
    });
    expect(await other.ask('hover', 'not-open.lamia', { position: { line: 0, character: 0 } })).toBeNull();
    expect(await other.close()).toBe(0);
  });

  test('is told what is wrong with its settings', async () => {
    const options = { versions: 'v1', catalogue: 'nothing', metrics: 'not-there.json', baseline: 5 };
    const other = await Editor.open({ folder: folder.path, options });
    await other.show('a.lamia', 'metric v1 errors > 1 and');
    expect(await other.findings('a.lamia')).not.toEqual([]);
    expect(other.shown).toEqual([
      expect.stringContaining('`lamia.versions` is a list of labels'),
      expect.stringContaining('`lamia.baseline` is a text'),
      expect.stringContaining('the metrics catalogue'),
      expect.stringContaining('not-there.json'),
    ]);
    expect(await other.close()).toBe(0);
  });
});

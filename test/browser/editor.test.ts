import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { serveApp, type AppServer } from './app-server.js';
import { describeInBrowser, picture } from './browser.js';
import { EditorPage } from './editor-page.js';

describeInBrowser('the full editor', (pages) => {
  let app: AppServer;
  beforeAll(async () => {
    app = await serveApp();
  });
  afterAll(() => app.close());

  const openWith = (text: string): Promise<EditorPage> => EditorPage.with(pages, app.url, text);

  test('completes the word that is being typed, in its quotes', async () => {
    const editor = await openWith('result = c');
    await editor.type('a');
    const list = editor.widget('.suggest-widget.visible');
    await list.locator('.monaco-list-row', { hasText: 'candidate' }).first().waitFor();
    await picture(editor.page, 'editor-completion', 'in sight');
    await editor.press('Enter');
    await editor.untilShown('result = candidate');
    await editor.paste('; let a = metric candidate "upstream_rq_total" / metric v');
    await editor.type('e');
    await list.locator('.monaco-list-row', { hasText: 'version2' }).first().waitFor();
    await editor.press('Escape');
  });

  test('completes labels and their values in a selector', async () => {
    const editor = await openWith('result = nil; let a = metric candidate "responses"');
    await editor.page.getByLabel('catalogue', { exact: true }).selectOption('haproxy');
    await editor.lines.click();
    await editor.press('Control+End');
    await editor.type('{');
    const list = editor.widget('.suggest-widget.visible');
    await list.locator('.monaco-list-row', { hasText: 'code' }).first().waitFor();
    await editor.press('Enter');
    await list.locator('.monaco-list-row', { hasText: '5xx' }).first().waitFor();
    await picture(editor.page, 'editor-labels', 'in sight');
    await editor.type('5');
    await editor.press('Enter');
    await editor.untilShown('responses"{code="5xx"}');
  });

  test('is left by the tab key, until it is told to indent, and says so', async () => {
    const editor = await openWith('result = candidate; result');
    const isIn = (): Promise<boolean> =>
      editor.page.evaluate(() => document.activeElement?.closest('.monaco-editor') !== null);
    const described = await editor.page.evaluate(() => {
      const id = document.activeElement?.getAttribute('aria-describedby') ?? '';
      return document.getElementById(id)?.textContent;
    });
    expect(described).toContain('Ctrl+M');
    await editor.page.getByText('Tab goes on in the page').waitFor();
    await editor.press('Home', 'Control+M', 'Tab');
    await editor.untilShown('  result = candidate');
    expect(await isIn()).toBe(true);
    await editor.press('Control+M', 'Tab');
    expect(await isIn()).toBe(false);
    await editor.page.getByText('Tab goes on in the page').waitFor({ state: 'hidden' });
  });

  test('mends a mistake from the keyboard', async () => {
    const editor = await openWith('result = verson2;');
    await editor.press('Escape');
    await editor.widget('.monaco-editor .squiggly-error').waitFor();
    await editor.word('verson2').click();
    await editor.press('Control+.');
    await editor.widget('.action-widget').getByText('write version2').waitFor();
    await editor.press('Enter');
    await editor.untilShown('result = version2;');
  });

  test('tells what a word means, and the arguments of a function', async () => {
    const editor = await openWith('let share = clamp(metric candidate "upstream_rq_total", 0, 1); result');
    await editor.word('clamp').hover();
    await editor.widget('.monaco-hover:visible').getByText('x, but at least lo and at most hi').waitFor();
    await picture(editor.page, 'editor-hover', 'in sight');
    await editor.press('End');
    await editor.type(' = min(');
    await editor.widget('.parameter-hints-widget.visible').getByText('min(x, y, …)').waitFor();
  });

  test('formats', async () => {
    const editor = await openWith('if(1>2){result=candidate;}result');
    await editor.press('Control+Shift+I');
    await editor.untilShown('if (1 > 2) {');
    expect(await editor.shown()).toContain('  result = candidate;');
  });

  test('closes brackets and indents while one types', async () => {
    const editor = await openWith('');
    for (const typed of ['if (1 > 2', 'Escape', 'End', ' {', 'Enter', 'result = nil;', 'Escape'])
      await (['Escape', 'End', 'Enter'].includes(typed) ? editor.press(typed) : editor.type(typed));
    await editor.untilShown('result = nil;');
    expect((await editor.shown()).trimEnd()).toBe('if (1 > 2) {\n  result = nil;\n}');
  });

  test('renames a name everywhere, and says why not', async () => {
    const editor = await openWith('let part = 1; if (part > 2) { result = candidate; } result');
    const rename = async (name: string): Promise<void> => {
      await editor.word('part').click();
      await editor.pressUntil('F2', '.rename-box input');
      await editor.widget('.rename-box input').fill(name);
      await editor.press('Enter');
    };
    await rename('candidate');
    await editor.widget('.monaco-editor-overlaymessage').getByText('candidate').waitFor();
    await rename('whole');
    await editor.untilShown('let whole = 1; if (whole > 2)');
  });

  test('shows what reads are now, and what comes of it', async () => {
    const editor = await EditorPage.of(pages, app.url);
    await editor.widget('.codelens-decoration').getByText('version2').waitFor();
    const hint = editor.lines.getByText('= 1000', { exact: true }).first();
    await hint.waitFor();
    await picture(editor.page, 'editor-meaning', 'in sight');
    const value = editor.page.getByLabel('upstream_rq_total of version1', { exact: true });
    await value.fill('2000');
    await editor.lines.getByText('= 2000', { exact: true }).first().waitFor();
    await hint.waitFor({ state: 'detached' });
    await value.fill('no series');
    await editor.widget('.codelens-decoration').getByText('undecided').waitFor();
  });
});

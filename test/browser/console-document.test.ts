import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { describeInBrowser, expectAccessible, NARROW, picture } from './browser.js';
import { holdUp, openGateway } from './console-page.js';
import { ConsoleScene } from './console-scene.js';
import { EditorPage } from './editor-page.js';

/** The editor of a gateway's document, against a real `lamia run`. */
jest.setTimeout(120_000);

const POLICY = "{ type: custom, interval: 1h, step: 10%, expression: 'result = candidate; result' }";

describeInBrowser('the document of a gateway', (pages) => {
  let scene: ConsoleScene;
  beforeEach(async () => {
    scene = await ConsoleScene.open(POLICY);
    await scene.put('news', 'one.example', 'first');
  });
  afterEach(() => scene.close());

  const news = { role: 'admin', name: 'news', part: 'document' } as const;
  const fullEditor = async (): Promise<EditorPage> =>
    EditorPage.at(await openGateway(pages, scene, { ...news, viewport: { width: 1280, height: 1600 } }));
  const plainEditor = (): Promise<Page> => openGateway(pages, scene, { ...news, viewport: NARROW });
  const plain = (page: Page) => page.getByLabel('The document of news, as YAML');

  test('is coloured, and its programs are completed and explained', async () => {
    const editor = await fullEditor();
    await expect(editor.page.getByLabel('The document of news, as YAML').count()).resolves.toBeGreaterThan(0);
    await editor.lines.getByText('candidate', { exact: true }).last().hover();
    await editor.widget('.monaco-hover:visible').getByText('version2').first().waitFor();
    await picture(editor.page, 'console-document');
    await expectAccessible(editor.page);
    await editor.replace('result = candidate;', 'result = cand');
    await editor.type('i');
    await editor.widget('.suggest-widget.visible .monaco-list-row').getByText('candidate').first().waitFor();
    await picture(editor.page, 'console-document-completion');
  });

  test('has what is wrong marked at its place as one writes, with a way out', async () => {
    const editor = await fullEditor();
    await editor.replace('result = candidate;', 'result = verson2;');
    await editor.widget('.squiggly-error').waitFor();
    const problems = editor.page.getByRole('list', { name: 'problems' });
    await problems.getByText('no version `verson2`').waitFor();
    await picture(editor.page, 'console-document-problem');
    await editor.page.getByRole('button', { name: 'check' }).click();
    await editor.page.getByText('the document has errors').waitFor();
    await problems.getByRole('button', { name: 'write version2' }).click();
    await editor.untilShown('result = version2;');
    await problems.getByText('no version `verson2`').waitFor({ state: 'detached' });
    await editor.page.getByRole('button', { name: 'check' }).click();
    await editor.page.getByText('the document is fine').waitFor();
    await editor.page.getByRole('button', { name: 'save document' }).click();
    await editor.page.getByText('the document is saved').waitFor();
    expect(JSON.stringify(await scene.ask('GET', 'gateways/news'))).toContain('result = version2;');
  });

  test('that is written on while it is checked or saved loses nothing of it', async () => {
    const page = await plainEditor();
    const written = (await plain(page).inputValue()).replace('interval: 1h', 'interval: 2h');
    const check = await holdUp(page, 'POST', '**/api/v1/check');
    await plain(page).fill(written);
    await page.getByRole('button', { name: 'check' }).click();
    await check.came;
    await plain(page).fill(`${written}# more\n`);
    check.letGo();
    // What is answered to the second is shown after what was answered to the first.
    await page.getByRole('button', { name: 'check' }).click();
    await page.getByText('the document is fine').waitFor();
    expect(await plain(page).inputValue()).toBe(`${written}# more\n`);

    const put = await holdUp(page, 'PUT', '**/api/v1/gateways/news');
    const save = page.getByRole('button', { name: 'save document' });
    await save.click();
    await put.came;
    expect(await save.getAttribute('title')).toBe('the runtime is being asked');
    await plain(page).fill(`${written}# still more\n`);
    put.letGo();
    await page.getByText(/changed this gateway at .* while you wrote/).waitFor();
    expect(await plain(page).inputValue()).toBe(`${written}# still more\n`);
  });

  test('of a file is said to be changed there', async () => {
    const page = await openGateway(pages, scene, { role: 'admin', part: 'document' });
    const button = page.getByRole('button', { name: 'save document' });
    expect(await button.getAttribute('title')).toBe(
      'the runtime has this gateway from a file: change it there',
    );
    await expectAccessible(page);
  });

  test('is a text area on a telephone, and is kept while one looks elsewhere', async () => {
    const page = await plainEditor();
    const written = await plain(page).inputValue();
    await plain(page).fill(written.replace('interval: 1h', 'interval: nonsense'));
    await page.getByRole('list', { name: 'problems' }).getByText('nonsense').first().waitFor();
    await page.getByRole('tab', { name: 'Events' }).click();
    await page.getByRole('tab', { name: 'Routes and policies' }).click();
    expect(await plain(page).inputValue()).toContain('interval: nonsense');
    await page.getByRole('region', { name: 'what would change' }).waitFor();
    await expectAccessible(page);
    await picture(page, 'console-document-narrow');
  });

  test('of somebody else is there at once, with who it was and what they changed, and nothing is lost', async () => {
    const page = await plainEditor();
    await scene.put('news', 'two.example', 'again');
    await page.waitForFunction(() => document.querySelector('textarea')?.value.includes('two.example'));
    const mine = (await plain(page).inputValue()).replace('interval: 1h', 'interval: 2h');
    await plain(page).fill(mine);
    await scene.put('news', 'three.example', 'again');
    await page.getByText(/admin changed this gateway at .* while you wrote/).waitFor();
    await page.getByRole('region', { name: 'what they changed' }).getByText('three.example').waitFor();
    await page.getByRole('region', { name: 'what would change' }).getByText('interval: 2h').waitFor();
    await expectAccessible(page);
    await picture(page, 'console-document-stale');
    await page.getByRole('button', { name: 'take theirs' }).click();
    expect(await plain(page).inputValue()).toContain('three.example');
    await page.getByRole('button', { name: 'have it back' }).click();
    expect(await plain(page).inputValue()).toBe(mine);
    await page.getByRole('button', { name: 'check' }).click();
    await page.getByText('the document is fine').waitFor();
    await page.getByRole('button', { name: 'save document' }).click();
    await page.getByText('the document is saved').waitFor();
  });
});

import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { serveApp, type AppServer } from './app-server.js';
import { describeInBrowser, picture } from './browser.js';

describeInBrowser('the full editor', (pages) => {
  let app: AppServer;
  beforeAll(async () => {
    app = await serveApp();
  });
  afterAll(() => app.close());

  const lines = (page: Page) => page.locator('.monaco-editor .view-lines').first();
  const inEditor = (page: Page, text: string) => lines(page).getByText(text, { exact: true }).first();

  /** What the editor shows; its blanks do not break. */
  const shown = async (page: Page): Promise<string> =>
    (await lines(page).innerText()).replaceAll('\u00a0', ' ');

  const untilShown = async (page: Page, text: string): Promise<void> => {
    await page.waitForFunction(
      (wanted) =>
        document
          .querySelector('.monaco-editor .view-lines')
          ?.textContent.replaceAll('\u00a0', ' ')
          .includes(wanted),
      text,
    );
  };

  /** A page whose editor has that text, and the cursor at its end. */
  const openWith = async (text: string): Promise<Page> => {
    const page = await pages.open(app.url);
    await page.locator('.monaco-editor .view-line').first().waitFor();
    await lines(page).click();
    await page.keyboard.press('Control+A');
    await page.keyboard.press('Delete');
    await page.keyboard.insertText(text);
    return page;
  };

  test('completes the word that is being typed, in its quotes', async () => {
    const page = await openWith('result = c');
    await page.keyboard.type('a');
    const list = page.locator('.suggest-widget.visible');
    await list.locator('.monaco-list-row', { hasText: 'candidate' }).first().waitFor();
    await picture(page, 'editor-completion');
    await page.keyboard.press('Enter');
    await untilShown(page, 'result = candidate');
    await page.keyboard.insertText('; let a = metric candidate "upstream_rq_total" / metric v');
    await page.keyboard.type('e');
    await list.locator('.monaco-list-row', { hasText: 'version2' }).first().waitFor();
    await page.keyboard.press('Escape');
  });

  test('mends a mistake from the keyboard', async () => {
    const page = await openWith('result = verson2;');
    await page.keyboard.press('Escape');
    await page.locator('.monaco-editor .squiggly-error').first().waitFor();
    await inEditor(page, 'verson2').click();
    await page.keyboard.press('Control+.');
    await page.locator('.action-widget').getByText('write version2').waitFor();
    await page.keyboard.press('Enter');
    await untilShown(page, 'result = version2;');
  });

  test('tells what a word means, and the arguments of a function', async () => {
    const page = await openWith('let share = clamp(metric candidate "upstream_rq_total", 0, 1); result');
    await inEditor(page, 'clamp').hover();
    await page.locator('.monaco-hover:visible').getByText('x, but at least lo and at most hi').waitFor();
    await picture(page, 'editor-hover');
    await page.keyboard.press('End');
    await page.keyboard.type(' = min(');
    await page.locator('.parameter-hints-widget.visible').getByText('min(x, y, …)').waitFor();
  });

  test('formats', async () => {
    const page = await openWith('if(1>2){result=candidate;}result');
    await page.keyboard.press('Control+Shift+I');
    await untilShown(page, 'if (1 > 2) {');
    expect(await shown(page)).toContain('  result = candidate;');
  });

  test('renames a name everywhere, and says why not', async () => {
    const page = await openWith('let part = 1; if (part > 2) { result = candidate; } result');
    const rename = async (name: string): Promise<void> => {
      await inEditor(page, 'part').click();
      await page.keyboard.press('F2');
      await page.locator('.rename-box input').fill(name);
      await page.keyboard.press('Enter');
    };
    await rename('candidate');
    await page.locator('.monaco-editor-overlaymessage').getByText('candidate').waitFor();
    await rename('whole');
    await untilShown(page, 'let whole = 1; if (whole > 2)');
  });

  test('colours what names mean, and shows what they are now', async () => {
    const page = await pages.open(app.url);
    await lines(page).waitFor();
    await page.locator('.codelens-decoration').getByText('version2').first().waitFor();
    await inEditor(page, 'candidate').waitFor();
    // The colours of meaning come a moment after the others.
    await page.waitForFunction(() => {
      const probe = document.createElement('i');
      probe.style.color = 'var(--code-version)';
      document.body.append(probe);
      const wanted = getComputedStyle(probe).color;
      probe.remove();
      const words = [...document.querySelectorAll('.monaco-editor .view-line span')];
      return words.some(
        (word) => word.textContent === 'candidate' && getComputedStyle(word).color === wanted,
      );
    });
    await picture(page, 'editor-meaning');
  });
});

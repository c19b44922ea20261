import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { serveApp, type AppServer } from './app-server.js';
import { describeInBrowser, expectAccessible, picture } from './browser.js';
import { EditorPage } from './editor-page.js';

const PROGRAM = `/* What this
   is about. */
let share = 1;
let part = share / 2;
if (share > part) {
  result = candidate;
} else {
  result = baseline;
}
result
`;

describeInBrowser('finding one’s way in the full editor', (pages) => {
  let app: AppServer;
  beforeAll(async () => {
    app = await serveApp();
  });
  afterAll(() => app.close());

  describe.each(['light', 'dark'] as const)('in %s', (colorScheme) => {
    const open = (text = PROGRAM): Promise<EditorPage> =>
      EditorPage.with(pages, app.url, text, { colorScheme });

    test('a name leads to where it is given', async () => {
      const editor = await open();
      await editor.word('share', 2).click();
      await editor.press('F12');
      await editor.type('my_');
      await editor.untilShown('let my_share = 1;');
    });

    test('a name leads to all of its places, which are marked', async () => {
      const editor = await open();
      await editor.word('share', 1).click();
      const marks = editor.page.locator('.monaco-editor .cdr[class*="wordHighlight"]');
      await marks.nth(2).waitFor();
      expect(await marks.count()).toBe(3);
      expect(await marks.first().evaluate((mark) => getComputedStyle(mark).backgroundColor)).not.toBe(
        'rgba(0, 0, 0, 0)',
      );
      await editor.press('Shift+F12');
      const places = editor.widget('.peekview-widget');
      await places.getByText('References (3)').waitFor();
      await places.locator('.monaco-list-row').nth(2).waitFor();
      await picture(editor.page, `editor-references-${colorScheme}`, 'in sight');
      await editor.press('Escape');
      await places.waitFor({ state: 'detached' });
    });

    test('blocks and comments fold to their first lines', async () => {
      const editor = await open();
      await editor.word('candidate').click();
      await editor.press('Control+Shift+[');
      await editor.untilNotShown('result = candidate;');
      expect(await editor.shown()).toContain('} else {');
      await picture(editor.page, `editor-folded-${colorScheme}`, 'in sight');
      await editor.press('Control+Shift+]');
      await editor.untilShown('result = candidate;');
      await editor.press('Control+Home', 'Control+Shift+[');
      await editor.untilNotShown('is about.');
      await editor.widget('.monaco-editor .codicon-folding-collapsed').click();
      await editor.untilShown('is about.');
    });

    test('words have the colours of what they mean', async () => {
      const editor = await open();
      await editor.word('candidate').waitFor();
      // The colours of meaning come a moment after the others.
      await editor.page.waitForFunction(() => {
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
    });

    test('what opens over the text can be read by everybody', async () => {
      const editor = await open();
      await editor.word('part').first().hover();
      await editor.widget('.monaco-hover:visible').waitFor();
      await expectAccessible(editor.page);
      await editor.press('Escape');
      await editor.type('c');
      await editor.widget('.suggest-widget.visible .monaco-list-row').waitFor();
      // Monaco reads out all that is shown of a row, with a comma between, which the rule takes for another text.
      await expectAccessible(editor.page, ['label-content-name-mismatch']);
    });

    test('commands are in a menu and in a palette, over editors of any height', async () => {
      const editor = await EditorPage.of(pages, `${app.url}#/route`, { colorScheme });
      await editor.lines.click({ button: 'right' });
      const menu = editor.page.locator('.monaco-menu');
      await menu.getByText('Go to References').waitFor();
      const background = await menu.evaluate((element) => {
        const own = getComputedStyle(element.parentElement ?? element).backgroundColor;
        return own === 'rgba(0, 0, 0, 0)' ? getComputedStyle(element).backgroundColor : own;
      });
      expect(background).not.toBe('rgba(0, 0, 0, 0)');
      await editor.press('Escape');
      await editor.lines.click();
      await editor.press('F1');
      const palette = editor.widget('.quick-input-widget');
      const rows = palette.locator('.monaco-list-row');
      const field = palette.getByRole('combobox').or(palette.getByRole('textbox'));
      await field.fill('>format document');
      await rows.filter({ hasText: 'Format Document' }).waitFor();
      await field.fill('>');
      await rows.nth(8).waitFor();
      await rows.nth(8).hover();
      await picture(editor.page, `editor-palette-${colorScheme}`, 'in sight');
    });
  });
});

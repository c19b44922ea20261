import type { Locator, Page } from 'playwright-core';
import type { PageOptions, Pages } from './browser.js';

/** The full editor of a page, as somebody who uses it sees it. */
export class EditorPage {
  private constructor(readonly page: Page) {}

  /** A page whose editor has that text, pasted, and the cursor at its end. */
  static async with(pages: Pages, url: string, text: string, options?: PageOptions): Promise<EditorPage> {
    const editor = await EditorPage.of(pages, url, options);
    await editor.lines.click();
    await editor.press('Control+A', 'Delete');
    await editor.paste(text);
    return editor;
  }

  /** A page whose editor has what the page begins with. */
  static async of(pages: Pages, url: string, options?: PageOptions): Promise<EditorPage> {
    return EditorPage.at(await pages.open(url, options));
  }

  /** The editor of a page that is open. */
  static async at(page: Page): Promise<EditorPage> {
    await page.locator('.monaco-editor .view-line').first().waitFor();
    return new EditorPage(page);
  }

  get lines(): Locator {
    return this.page.locator('.monaco-editor .view-lines').first();
  }

  /** A word as the editor colours it: all that has one colour. */
  word(text: string, index = 0): Locator {
    return this.lines.getByText(text, { exact: true }).nth(index);
  }

  /** What opens over the text. */
  widget(selector: string): Locator {
    return this.page.locator(selector).first();
  }

  /** What the editor shows; its blanks do not break. */
  async shown(): Promise<string> {
    return (await this.lines.innerText()).replaceAll('\u00a0', ' ');
  }

  async untilShown(text: string): Promise<void> {
    await this.page.waitForFunction(
      (wanted) =>
        document
          .querySelector('.monaco-editor .view-lines')
          ?.textContent.replaceAll('\u00a0', ' ')
          .includes(wanted),
      text,
    );
  }

  async untilNotShown(text: string): Promise<void> {
    await this.page.waitForFunction(
      (unwanted) =>
        document
          .querySelector('.monaco-editor .view-lines')
          ?.textContent.replaceAll('\u00a0', ' ')
          .includes(unwanted) === false,
      text,
    );
  }

  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  /** Presses a key until what it opens is there: the editor gives it up where the text is still being looked at on a busy machine. */
  async pressUntil(key: string, opened: string): Promise<void> {
    const isThere = (): Promise<boolean> =>
      this.widget(opened)
        .waitFor({ timeout: 3_000 })
        .then(
          () => true,
          () => false,
        );
    for (let tries = 1; tries <= 10; tries += 1) {
      await this.press(key);
      if (await isThere()) return;
    }
    throw new Error(`${key} opens no ${opened}`);
  }

  /** Puts another text in the place of one that stands there once, and the cursor behind it. */
  async replace(text: string, by: string): Promise<void> {
    await this.lines.click();
    await this.press('Control+F');
    const field = this.page.locator('.find-widget.visible textarea').first();
    await field.fill(text);
    await this.page.locator('.find-widget .matchesCount', { hasText: '1 of 1' }).waitFor();
    await this.press('Escape');
    await this.paste(by);
  }

  type(text: string): Promise<void> {
    return this.page.keyboard.type(text);
  }

  /** All at once, so that nothing closes or indents it. */
  async paste(text: string): Promise<void> {
    await this.page.evaluate((pasted) => {
      const data = new DataTransfer();
      data.setData('text/plain', pasted);
      document.activeElement?.dispatchEvent(
        new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
      );
      // The editor draws with the next frame: until then a word may be found, and clicked, where it no longer is.
      return new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
    }, text);
  }
}

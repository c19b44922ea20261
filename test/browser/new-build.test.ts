import { cpSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { APP_FOLDER, serveApp } from './app-server.js';
import { describeInBrowser, expectAccessible } from './browser.js';

const OLD_SCRIPT = /index-[\w-]+\.js/;
const NEW_SCRIPT = 'index-ofthenewbuild.js';

/** Puts another build in the place of one: its first script has another name, and with it the list of files another version. */
function replaceBuild(folder: string): void {
  const assets = join(folder, 'assets');
  const [old] = OLD_SCRIPT.exec(readFileSync(join(folder, 'index.html'), 'utf8')) ?? [];
  const list = JSON.parse(readFileSync(join(folder, 'asset-list.json'), 'utf8')) as {
    readonly version: string;
  };
  if (old === undefined) throw new Error('the page has no first script');
  renameSync(join(assets, old), join(assets, NEW_SCRIPT));
  const texts = readdirSync(assets).filter((name) => name.endsWith('.js'));
  for (const name of [
    ...texts.map((text) => join('assets', text)),
    'index.html',
    'asset-list.json',
    'service-worker.js',
  ]) {
    const file = join(folder, name);
    const text = readFileSync(file, 'utf8').replaceAll(old, NEW_SCRIPT);
    writeFileSync(file, text.replaceAll(list.version, 'ofthenewbuild'));
  }
}

describeInBrowser('a new build', (pages) => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'lamia-app-'));
    cpSync(APP_FOLDER, folder, { recursive: true });
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const script = (page: Page) =>
    page.evaluate(() => document.querySelector<HTMLScriptElement>('script[type=module]')?.src ?? '');

  test('is told of to whoever has the app open, is loaded when they say so, and is there without a network', async () => {
    const app = await serveApp(folder);
    const page = await pages.open(app.url);
    try {
      await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
      const old = await script(page);
      await page.reload();
      const news = page.getByText('a newer version of this app is there');
      replaceBuild(folder);
      await page.evaluate(async () => {
        const registration = await navigator.serviceWorker.ready;
        await registration.update();
      });
      await news.waitFor();
      await expectAccessible(page);
      // The page that is open goes on with the parts of its own build.
      expect(await page.evaluate(async (file) => (await fetch(file)).status, old)).toBe(200);
      await page.getByRole('button', { name: 'Load it' }).click();
      await page.waitForFunction(
        (name) => document.querySelector(`script[src*="${name}"]`) !== null,
        NEW_SCRIPT,
      );
      await page.getByRole('region', { name: 'Outcome' }).waitFor();
      expect(await news.count()).toBe(0);
    } finally {
      await app.close();
    }
    pages.allowComplaints(/ERR_CONNECTION_REFUSED/);
    await page.reload();
    await page.getByRole('region', { name: 'Outcome' }).waitFor();
    expect(await script(page)).toContain(NEW_SCRIPT);
  });
});

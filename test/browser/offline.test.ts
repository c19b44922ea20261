import { expect, test } from '@jest/globals';
import { serveApp } from './app-server.js';
import { describeInBrowser } from './browser.js';

describeInBrowser('without a network', (pages) => {
  test('the app opens whole after a first visit, its server being gone', async () => {
    const app = await serveApp();
    const page = await pages.open(app.url);
    try {
      await page.evaluate(async () => {
        await navigator.serviceWorker.ready;
      });
    } finally {
      await app.close();
    }
    pages.allowComplaints(/ERR_CONNECTION_REFUSED/);
    await page.reload();
    await page.getByRole('status', { name: 'outcome' }).getByText('more traffic to version2').waitFor();
    await page.locator('.monaco-editor .view-line').first().waitFor();
    // A part that the first visit never asked for.
    await page.getByRole('link', { name: 'Examples' }).click();
    await page.getByRole('region', { name: 'Guided tour' }).waitFor();
    expect(await page.title()).toBe('Examples · Lamia');
  });
});

import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { serveApp, type AppServer } from './app-server.js';
import { describeInBrowser, expectAccessible, expectNoSidewaysScroll, NARROW, picture } from './browser.js';

describeInBrowser('examples and the tour', (pages) => {
  let app: AppServer;
  beforeAll(async () => {
    app = await serveApp();
  });
  afterAll(() => app.close());

  test('an example opens in its section, and what was there can be had back', async () => {
    const page = await pages.open(`${app.url}#/examples`);
    await page.getByRole('button', { name: 'open: The founding score' }).click();
    await page.getByRole('status', { name: 'outcome' }).getByText('best: version2').waitFor();
    await page.getByRole('button', { name: 'bring back what was here' }).click();
    await page.getByRole('status', { name: 'outcome' }).getByText('more traffic to version2').waitFor();
  });

  test('the tour goes from stop to stop by keyboard alone, and is left where one is', async () => {
    const page = await pages.open(`${app.url}#/examples`, { viewport: NARROW });
    await page.getByRole('button', { name: 'Start the tour' }).focus();
    await page.keyboard.press('Enter');
    const tour = page.getByRole('complementary', { name: 'tour' });
    await tour.getByText('A decision').waitFor();
    await tour.getByRole('button', { name: 'Next' }).focus();
    await page.keyboard.press('Enter');
    await tour.getByText('Change a number').waitFor();
    await page.keyboard.press('Enter');
    await tour.getByText('Unknown never decides').waitFor();
    await page.getByRole('status', { name: 'outcome' }).getByText('undecided', { exact: true }).waitFor();
    await page.reload();
    await tour.getByText('Unknown never decides').waitFor();
    await tour.getByRole('button', { name: 'Leave' }).click();
    expect(await tour.count()).toBe(0);
  });

  test('the page is accessible and fits a telephone', async () => {
    const page = await pages.open(`${app.url}#/examples`, { viewport: NARROW });
    await page.getByRole('region', { name: 'Guided tour' }).waitFor();
    await expectNoSidewaysScroll(page);
    await picture(page, 'examples-narrow');
    await expectAccessible(page);
  });
});

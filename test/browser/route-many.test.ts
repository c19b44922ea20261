import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { serveApp, type AppServer } from './app-server.js';
import { describeInBrowser, expectAccessible, expectNoSidewaysScroll, NARROW, picture } from './browser.js';

/** The state of the page with so many routes, of which one can never be reached. */
function manyRoutes(count: number): string {
  const routes = Array.from({ length: count }, (_, place) => ({
    id: `r${place}`,
    name: `team-${place}`,
    condition: `host exact "team-${place % (count - 1)}.shop.example" and (header "X-Group" exact "testers" or cookie "group" regex "^(beta|canary)-[0-9]+$")`,
    percents: [90, 10],
  }));
  const form = { method: 'GET', scheme: 'http', host: '', path: '/', query: '', headers: [] };
  return JSON.stringify({
    ...{ hosts: [], versions: ['version1', 'version2'], routes, rest: [100, 0], saved: [] },
    tester: { entry: 'text', text: 'curl http://team-3.shop.example/ -H "X-Group: testers"', form },
  });
}

describeInBrowser('the route section with thirty routes', (pages) => {
  let app: AppServer;
  beforeAll(async () => {
    app = await serveApp();
  });
  afterAll(() => app.close());

  async function open(viewport?: typeof NARROW): Promise<Page> {
    const page = await pages.open(app.url, viewport === undefined ? {} : { viewport });
    // As an earlier build kept it, before there were services, copies and targets.
    await page.evaluate((state) => localStorage.setItem('lamia.route', state), manyRoutes(30));
    await page.goto(`${app.url}#/route`);
    await page.reload();
    return page;
  }

  test('routes are lines until they are opened, and say what is wrong with them', async () => {
    const page = await open();
    await page.getByText('goes to team-3 by rule 7').waitFor();
    const last = page.getByRole('article', { name: 'route 30' });
    await last.getByText('never reached').waitFor();
    expect(await page.getByRole('textbox', { name: /^condition of route/ }).count()).toBe(0);
    await page.getByText(/^61 rules, the first that matches decides; nothing reaches 2 of them/).waitFor();
    await page
      .getByRole('region', { name: 'manifest for Istio' })
      .getByText('kind: VirtualService')
      .waitFor();
    await page.getByRole('button', { name: 'open team-29' }).click();
    await last.getByText('nothing reaches this route: the route `team-0` takes all its requests').waitFor();
    await expectAccessible(page);
    await picture(page, 'route-many');
  });

  test('on a telephone as well, and all by keys', async () => {
    const page = await open(NARROW);
    await page.getByText('goes to team-3 by rule 7').waitFor();
    const open29 = page.getByRole('button', { name: 'open team-29' });
    await open29.focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('value'))).toBe('team-29');
    await page.getByRole('button', { name: 'fold team-29' }).press('Enter');
    await open29.waitFor();
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
    await picture(page, 'route-many-narrow');
  });
});

import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { serveApp, type AppServer } from './app-server.js';
import { describeInBrowser, expectAccessible, expectNoSidewaysScroll, NARROW, picture } from './browser.js';

describeInBrowser('the frame of the app', (pages) => {
  let app: AppServer;
  beforeAll(async () => {
    app = await serveApp();
  });
  afterAll(() => app.close());

  test('opens at its first section, accessible, on a telephone as well', async () => {
    const page = await pages.open(app.url, { viewport: NARROW });
    expect(
      await page.getByRole('navigation', { name: 'sections' }).getByRole('link').count(),
    ).toBeGreaterThan(0);
    await page.getByRole('region').first().waitFor();
    expect(await page.title()).toBe('Decide · Lamia');
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    await picture(page, 'frame-narrow');
  });

  test('the colours follow the machine until they are chosen, and the choice is kept', async () => {
    const page = await pages.open(app.url, { colorScheme: 'dark' });
    const shown = () => page.evaluate(() => document.documentElement.dataset['theme']);
    expect(await shown()).toBe('dark');
    await expectAccessible(page);
    await page.getByRole('button', { name: 'colours: system; change to light' }).click();
    expect(await shown()).toBe('light');
    await page.reload();
    expect(await shown()).toBe('light');
  });

  test('works in a browser that forbids storage, and keeps nothing', async () => {
    const page = await pages.open(app.url);
    await page.addInitScript(() => {
      for (const name of ['localStorage', 'sessionStorage']) {
        Object.defineProperty(window, name, {
          get: () => {
            throw new DOMException('storage is forbidden', 'SecurityError');
          },
        });
      }
    });
    for (const section of ['decide', 'simulate', 'route', 'examples', 'console']) {
      await page.goto(`${app.url}#/${section}`);
      await page.reload();
      await page.getByRole('main').getByRole('heading', { level: 1 }).waitFor();
      await page.getByText(/^loading /).waitFor({ state: 'detached' });
      expect(await page.getByText('failed:').count()).toBe(0);
    }
  });

  test('an address of no section shows the first one', async () => {
    const page = await pages.open(`${app.url}#/nowhere`);
    await page.getByRole('region').first().waitFor();
    expect(await page.title()).toBe('Decide · Lamia');
  });
});

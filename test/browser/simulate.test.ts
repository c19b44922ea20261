import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { serveApp, type AppServer } from './app-server.js';
import {
  describeInBrowser,
  expectAccessible,
  expectNoSidewaysScroll,
  NARROW,
  picture,
  WIDE,
} from './browser.js';

describeInBrowser('the simulate section', (pages) => {
  let app: AppServer;
  beforeAll(async () => {
    app = await serveApp();
  });
  afterAll(() => app.close());

  const open = (options?: Parameters<typeof pages.open>[1]) => pages.open(`${app.url}#/simulate`, options);
  const release = (page: Page) => page.getByRole('region', { name: 'Release' });
  const tick = (page: Page) => page.getByRole('region', { name: 'Tick' });
  const slider = (page: Page) => page.getByRole('slider', { name: 'tick', exact: true });
  const verdict = (page: Page, headline: string) =>
    release(page).getByRole('status').getByText(headline, { exact: true }).waitFor();
  const choose = (page: Page, title: string) =>
    page.getByRole('combobox', { name: 'scenario' }).selectOption({ label: title });

  test.each([
    ['errors spike, and it rolls back', 'rolled back to version1', 'spike'],
    ['a slow leak', 'rolled back to version1', 'leak'],
    ['no traffic, and it holds', 'held', 'silence'],
    ['back and forth at the limit', 'still under way at the last tick', 'flapping'],
  ])('%s: %s', async (title, headline, name) => {
    const page = await open();
    await verdict(page, 'promoted version2');
    await choose(page, title);
    await verdict(page, headline);
    await tick(page)
      .getByText(/^(RolledBack|Held|Progressing)$/)
      .waitFor();
    await picture(page, `simulate-${name}`);
  });

  test('goes through the ticks by keys, each with its values, its reason and its trace', async () => {
    const page = await open();
    await verdict(page, 'promoted version2');
    await slider(page).focus();
    await page.keyboard.press('Home');
    expect(await slider(page).getAttribute('aria-valuetext')).toBe(
      '0:00, the first, unjudged step: version1 90%, version2 10%',
    );
    await page.getByRole('button', { name: 'to the next decision' }).click();
    const row = tick(page).getByRole('row', { name: /^version2/ });
    await row.getByText('20%', { exact: true }).waitFor();
    await tick(page).getByText('version2 gains 10%').first().waitFor();
    await tick(page).getByRole('list', { name: 'the expression with its values' }).waitFor();
    await slider(page).focus();
    await page.keyboard.press('ArrowLeft');
    await row.getByText('10%', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'run the timeline' }).click();
    await row.getByText('100%', { exact: true }).waitFor();
  });

  test('is played anew with what is changed, and undone', async () => {
    const page = await open();
    await verdict(page, 'promoted version2');
    await page.getByRole('textbox', { name: 'errors of version2 in %' }).fill('9');
    await verdict(page, 'rolled back to version1');
    await page.getByRole('button', { name: /^undo the change of the errors of version2/ }).click();
    await verdict(page, 'promoted version2');
    await page.getByRole('tab', { name: 'Policy' }).click();
    await page.getByRole('combobox', { name: 'policy', exact: true }).selectOption('time');
    await tick(page).getByRole('heading', { name: 'time policy' }).waitFor();
    await page.getByRole('textbox', { name: 'step in %' }).fill('50');
    await release(page)
      .getByText(/^tick \d of \d ·/)
      .waitFor();
  });

  test('plays what the gateway file says, and shows its errors by line', async () => {
    const page = await open({ viewport: NARROW });
    await verdict(page, 'promoted version2');
    await page.getByRole('tab', { name: 'Gateway file' }).click();
    const file = page.getByRole('textbox', { name: 'gateway file' });
    const text = await file.inputValue();
    await file.fill(text.replace('step: 10%', 'stepp: 10%'));
    await release(page).getByRole('alert').getByText('unknown key `stepp`').waitFor();
    await file.fill(text.replace('step: 10%', 'step: 50%'));
    await verdict(page, 'promoted version2');
    await release(page)
      .getByText(/^tick \d of \d ·/)
      .waitFor();
    await page.getByRole('button', { name: 'back to the form' }).click();
    expect(await file.inputValue()).toBe(text);
  });

  test('a long play shows how far it is and can be cancelled', async () => {
    const page = await open();
    await verdict(page, 'promoted version2');
    await choose(page, 'back and forth at the limit');
    await page.getByRole('tab', { name: 'Policy' }).click();
    await page.getByRole('textbox', { name: 'ticks at most' }).fill('5000');
    await release(page).getByRole('button', { name: 'cancel' }).click();
    await release(page)
      .getByText(/^cancelled after \d+ ticks$/)
      .waitFor();
    await release(page).getByRole('button', { name: 'play again' }).waitFor();
  });

  test('a file that is no decision log is refused where it was opened, and the simulation comes back', async () => {
    const page = await open();
    await verdict(page, 'promoted version2');
    await page
      .getByLabel('decision log of a release that was')
      .setInputFiles({ name: 'log.jsonl', mimeType: 'text/plain', buffer: Buffer.from('hello') });
    await release(page).getByRole('alert').getByText('line 1: this is no line').waitFor();
    await release(page).getByRole('button', { name: 'back to the simulation' }).click();
    await verdict(page, 'promoted version2');
  });

  test('the scenario is there at the next visit and in a link', async () => {
    const page = await open();
    await choose(page, 'a slow leak');
    await page.reload();
    await verdict(page, 'rolled back to version1');
    await page.getByRole('button', { name: 'share by link' }).click();
    const other = await pages.open(await page.getByRole('textbox', { name: 'link' }).inputValue());
    await verdict(other, 'rolled back to version1');
    expect(await other.getByRole('combobox', { name: 'scenario' }).inputValue()).toBe('leak');
  });

  test.each([
    ['wide', WIDE, 'light'],
    ['narrow', NARROW, 'light'],
    ['wide-dark', WIDE, 'dark'],
    ['large', { width: 1920, height: 1080 }, 'light'],
  ] as const)('is accessible and fits the screen: %s', async (name, viewport, colorScheme) => {
    const page = await open({ viewport, colorScheme });
    await verdict(page, 'promoted version2');
    await tick(page)
      .getByRole('heading', { name: /policy$/ })
      .waitFor();
    await expectNoSidewaysScroll(page);
    await picture(page, `simulate-${name}`);
    await expectAccessible(page);
    for (const tab of ['Policy', 'Gateway file']) {
      await page.getByRole('tab', { name: tab }).click();
      await expectNoSidewaysScroll(page);
      await expectAccessible(page);
    }
  });
});

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

describeInBrowser('the decide section', (pages) => {
  let app: AppServer;
  beforeAll(async () => {
    app = await serveApp();
  });
  afterAll(() => app.close());

  const outcome = (page: Page) => page.getByRole('status', { name: 'outcome' });
  const value = (page: Page, name: string) => page.getByRole('combobox', { name });

  test('shows what an expression says, and says it anew with every letter', async () => {
    const page = await pages.open(app.url);
    await outcome(page).getByText('more traffic to version2').waitFor();
    expect(await outcome(page).innerText()).toContain('0.99 > 0.96');
    await value(page, 'upstream_rq_total of version2').fill('1000');
    await outcome(page).getByText('hold', { exact: true }).waitFor();
    await value(page, 'upstream_rq_total of version2').fill('no series');
    await outcome(page).getByText('undecided', { exact: true }).waitFor();
    expect(await outcome(page).innerText()).toContain('has no series');
    await picture(page, 'decide-undecided');
  });

  test('a value that is none is refused where it stands', async () => {
    const page = await pages.open(app.url);
    await value(page, 'upstream_rq_total of version2').fill('many');
    await page.getByText('`many` is no value').waitFor();
    await outcome(page).getByText('undecided', { exact: true }).waitFor();
  });

  test('the nearest value that flips the decision does so', async () => {
    const page = await pages.open(app.url);
    await page.getByRole('button', { name: 'set external_upstream_rq_2xx of version2 to 96' }).click();
    await outcome(page).getByText('hold', { exact: true }).waitFor();
    await page.getByRole('button', { name: /^undo the change of the value/ }).click();
    await outcome(page).getByText('more traffic to version2').waitFor();
  });

  test('an error is shown with its fix, which mends it by the keyboard as well', async () => {
    const page = await pages.open(app.url, { viewport: NARROW });
    const text = page.getByRole('textbox', { name: 'expression' });
    await text.fill((await text.inputValue()).replace('result = candidate', 'result = verson2'));
    const problems = page.getByRole('list', { name: 'problems' });
    await problems.getByText('did you mean `version2`').waitFor();
    await page.getByText('no outcome yet').waitFor();
    await picture(page, 'decide-error-narrow');
    await text.focus();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    expect(await page.locator(':focus').innerText()).toBe('write version2');
    await page.keyboard.press('Enter');
    await outcome(page).getByText('more traffic to version2').waitFor();
  });

  test('a catalogue that is chosen tells how its metrics are asked for', async () => {
    const page = await pages.open(app.url);
    await page.getByRole('combobox', { name: 'catalogue' }).selectOption('haproxy');
    const lines = page.locator('.monaco-editor .view-lines');
    await lines.getByText('"upstream_rq_total"', { exact: true }).first().hover();
    const hover = page.locator('.monaco-hover').first();
    await hover.getByText('haproxy_server_http_responses_total', { exact: false }).first().waitFor();
    expect(await hover.innerText()).toContain('$application');
  });

  test('what was written is there at the next visit', async () => {
    const page = await pages.open(app.url);
    await value(page, 'upstream_rq_total of version2').fill('777');
    await page.reload();
    expect(await value(page, 'upstream_rq_total of version2').inputValue()).toBe('777');
  });

  test('a link carries everything to another session, and gives back what was there', async () => {
    const page = await pages.open(app.url);
    await value(page, 'upstream_rq_total of version2').fill('777');
    await page.getByRole('button', { name: 'share by link' }).click();
    const link = await page.getByRole('textbox', { name: 'link' }).inputValue();
    expect(link).toContain('#/decide?state=');
    const other = await pages.open(link);
    await other.getByText('this page shows what was opened').waitFor();
    expect(await value(other, 'upstream_rq_total of version2').inputValue()).toBe('777');
    expect(other.url()).toBe(`${app.url}#/decide`);
    await other.getByRole('button', { name: 'bring back what was here' }).click();
    expect(await value(other, 'upstream_rq_total of version2').inputValue()).toBe('100');
  });

  test('a broken link says so and changes nothing', async () => {
    const page = await pages.open(`${app.url}#/decide?state=broken`);
    await page.getByRole('alert').getByText('copy it again').waitFor();
    await outcome(page).getByText('more traffic to version2').waitFor();
  });

  test.each([
    ['wide', WIDE, 'light'],
    ['narrow', NARROW, 'light'],
    ['wide-dark', WIDE, 'dark'],
    ['large', { width: 1920, height: 1080 }, 'light'],
  ] as const)('is accessible and fits the screen: %s', async (name, viewport, colorScheme) => {
    const page = await pages.open(app.url, { viewport, colorScheme });
    await outcome(page).waitFor();
    if (viewport !== NARROW) await page.locator('.monaco-editor .view-line').first().waitFor();
    await expectNoSidewaysScroll(page);
    await picture(page, `decide-${name}`);
    await expectAccessible(page);
  });
});

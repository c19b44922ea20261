import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { describeInBrowser, expectAccessible, expectNoSidewaysScroll, NARROW, picture } from './browser.js';
import { act, holdUp, openGateway, slider } from './console-page.js';
import { ConsoleScene, enter, tokenOfToday, type Role } from './console-scene.js';

/** The console that a real `lamia run` serves, in a real browser. */
jest.setTimeout(120_000);

describeInBrowser('the console', (pages) => {
  let scene: ConsoleScene;
  beforeEach(async () => {
    scene = await ConsoleScene.open();
  });
  afterEach(() => scene.close());

  const shop = (role: Role, part = ''): Promise<Page> => openGateway(pages, scene, { role, part });

  test('shows the gateways with their traffic, and what happens as it happens', async () => {
    pages.allowComplaints(/401/);
    const page = await pages.open(scene.url);
    await page.getByRole('textbox', { name: 'Token' }).waitFor();
    await expectAccessible(page);
    await picture(page, 'console-token');
    await enter(page, 'admin');
    await page.getByRole('link', { name: 'shop' }).waitFor();
    await page.getByText('Progressing', { exact: true }).waitFor();
    await page.getByText('live', { exact: true }).waitFor();
    await page.locator('figure', { hasText: 'Requests a second' }).getByText(/^\d/).first().waitFor();
    await expectAccessible(page);
    await picture(page, 'console-gateways');
    await scene.ask('POST', 'gateways/shop/pause');
    await page.getByText('Paused', { exact: true }).waitFor();
  });

  test('pauses, moves weights by a slider with a look before, and resumes', async () => {
    const page = await shop('admin');
    expect(await slider(page, 'version2').isDisabled()).toBe(true);
    await act(page, 'Pause');
    await page.getByText('pause: done').waitFor();
    await slider(page, 'version2').fill('35');
    await page.getByText('version1 90% → 65%, version2 10% → 35%').waitFor();
    await page.getByRole('button', { name: 'preview' }).click();
    await page.getByText('the runtime would do that').waitFor();
    expect(await scene.ask('GET', 'gateways/shop/status')).toMatchObject({ step: 1 });
    await picture(page, 'console-gateway');
    await expectAccessible(page);
    await page.getByRole('button', { name: 'save weights' }).click();
    await page.getByText('the weights are saved').waitFor();
    await expect(scene.ask('GET', 'gateways/shop/status')).resolves.toMatchObject({
      routes: [{}, { name: 'default', weights: { version1: 65, version2: 35 } }],
    });
    await act(page, 'Resume');
    await page.getByText('resume: done').waitFor();
    await page.getByText('Progressing', { exact: true }).waitFor();
  });

  test('lets a viewer look, and says of each act why it is not for them', async () => {
    const page = await shop('viewer');
    for (const name of ['Pause', 'Promote', 'Roll back']) {
      const button = page.getByRole('button', { name, exact: true });
      expect(await button.getAttribute('aria-disabled')).toBe('true');
      expect(await button.getAttribute('title')).toBe(
        'this needs the role operator; you have the role viewer',
      );
    }
    await page.getByText('this needs the role operator; you have the role viewer').first().waitFor();
    await expectAccessible(page);
  });

  test('finds that somebody else moved the weights meanwhile, and lets one choose', async () => {
    const page = await shop('admin');
    await scene.ask('POST', 'gateways/shop/pause');
    await page.getByText('Paused', { exact: true }).waitFor();
    await slider(page, 'version2').fill('35');
    await scene.ask('PUT', 'gateways/shop/weights', {
      route: 'default',
      weights: { version1: 80, version2: 20 },
    });
    await page
      .getByText(/they are version1 80%, version2 20% now, yours are version1 65%, version2 35%/)
      .waitFor();
    const save = page.getByRole('button', { name: 'save weights' });
    expect(await save.getAttribute('aria-disabled')).toBe('true');
    await picture(page, 'console-concurrent');
    await page.getByRole('button', { name: 'keep mine' }).click();
    await save.click();
    await page.getByText('the weights are saved').waitFor();
  });

  test('keeps weights that are moved on while they are weighed, and what somebody else did is not passed over', async () => {
    const page = await shop('admin');
    await scene.ask('POST', 'gateways/shop/pause');
    await page.getByText('Paused', { exact: true }).waitFor();
    const weighed = await holdUp(page, 'PUT', '**/gateways/shop/weights?dryRun=true');
    const preview = page.getByRole('button', { name: 'preview' });
    await slider(page, 'version2').fill('35');
    await preview.click();
    await weighed.came;
    await slider(page, 'version2').fill('40');
    weighed.letGo();
    await preview.click();
    await page.getByText('the runtime would do that').waitFor();
    await page.getByText('version1 90% → 60%, version2 10% → 40%').waitFor();
    await scene.ask('PUT', 'gateways/shop/weights', {
      route: 'default',
      weights: { version1: 80, version2: 20 },
    });
    const changed = page.getByText(/the weights were changed in between/);
    await changed.waitFor();
    await preview.click();
    await page.getByText('the runtime would do that').waitFor();
    expect(await changed.count()).toBe(1);
  });

  test('goes on by itself when the runtime was gone', async () => {
    const page = await shop('admin');
    pages.allowComplaints(/ERR_|Failed to load/);
    await scene.kill();
    await page.getByText(/It is tried again by itself/).waitFor();
    await page.getByText('not connected').waitFor();
    await picture(page, 'console-gone');
    await scene.start();
    await page.getByText('live', { exact: true }).waitFor();
    await scene.ask('POST', 'gateways/shop/pause');
    await page.getByText('Paused', { exact: true }).waitFor();
  });

  test('asks for a token again when the runtime knows the old one no more, and goes on where one was', async () => {
    const page = await shop('operator', 'decisions');
    await scene.renewTokens();
    await page.getByText('the runtime does not know this token').waitFor();
    await expectAccessible(page);
    await enter(page, 'operator', tokenOfToday);
    await page.getByRole('heading', { name: 'shop', exact: true }).waitFor();
    await page.getByRole('tab', { name: 'Decisions', selected: true }).waitFor();
    await act(page, 'Pause');
    await page.getByText('pause: done').waitFor();
  });

  test('shows decisions, events, entities and settings', async () => {
    const page = await shop('admin', 'decisions');
    await page.getByRole('list', { name: 'decisions, newest first' }).getByRole('button').first().click();
    await page.getByRole('region', { name: 'the chosen decision' }).waitFor();
    await expectAccessible(page);
    await picture(page, 'console-decisions');
    await page.getByRole('tab', { name: 'Events' }).click();
    await scene.ask('POST', 'gateways/shop/pause');
    await page.getByRole('list', { name: 'events, newest first' }).getByText('operated').waitFor();
    await picture(page, 'console-events');
    await page.getByRole('link', { name: 'Entities' }).click();
    await page.getByText('shop-version2').first().waitFor();
    await expectAccessible(page);
    await picture(page, 'console-entities');
    await page.getByRole('link', { name: 'Settings' }).click();
    await page.getByRole('button', { name: 'forget the token' }).click();
    await page.getByRole('textbox', { name: 'Token' }).waitFor();
    const kept = await page.evaluate(() =>
      [localStorage, sessionStorage].flatMap((storage) => Object.entries(storage)).join(),
    );
    expect(kept).not.toContain('token-of');
  });

  test('shows of a decision what was read and the value of every part of the program', async () => {
    await scene.close();
    const expression =
      'if (metric baseline status_5xx > 1000) { result = candidate; } else { result = nil; } result';
    scene = await ConsoleScene.open(
      `{ type: custom, interval: 1s, step: 10%, minimumRequests: 0, expression: '${expression}' }`,
    );
    const page = await shop('admin', 'decisions');
    await page.getByText('hold', { exact: true }).first().click();
    const decision = page.getByRole('region', { name: 'the chosen decision' });
    await decision.getByRole('row', { name: 'metric baseline status_5xx 0' }).waitFor();
    await decision.getByText('how it came to that').click();
    await decision.getByText('metric baseline status_5xx > 1000').waitFor();
    await picture(page, 'console-trace');
    await expectAccessible(page);
    await page.getByRole('tab', { name: 'Overview' }).click();
    await page.getByRole('row', { name: /^metric baseline status_5xx 0 / }).waitFor();
  });

  test('is used by the keyboard alone', async () => {
    pages.allowComplaints(/401/);
    const page = await pages.open(`${scene.url}#/console/gateways/shop`);
    await page.getByRole('textbox', { name: 'Token' }).focus();
    await page.keyboard.type('token-of-the-admin');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'shop', exact: true }).waitFor();
    const hasFocus = (): Promise<unknown> =>
      page.waitForFunction(() => document.activeElement?.localName === 'main');
    // What had the focus is gone with the page: it is not lost.
    await hasFocus();
    await page.getByRole('link', { name: 'all gateways' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: 'shop', exact: true }).waitFor();
    await hasFocus();
    await page.getByRole('link', { name: 'shop', exact: true }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'shop', exact: true }).waitFor();
    await hasFocus();
    await page.getByRole('button', { name: 'Pause' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').getByRole('button', { name: 'pause', exact: true }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('Paused', { exact: true }).waitFor();
    await slider(page, 'version2').focus();
    await page.keyboard.press('ArrowRight');
    await page.getByText('version1 90% → 89%, version2 10% → 11%').waitFor();
  });

  test('fits a telephone', async () => {
    pages.allowComplaints(/401/);
    const page = await pages.open(`${scene.url}#/console`, { viewport: NARROW, colorScheme: 'dark' });
    await enter(page, 'admin');
    await page.getByRole('link', { name: 'shop' }).waitFor();
    await expectNoSidewaysScroll(page);
    await picture(page, 'console-gateways-narrow');
    await page.getByRole('link', { name: 'shop' }).click();
    for (const tab of ['Overview', 'Decisions', 'Routes and policies', 'Events']) {
      await page.getByRole('tab', { name: tab }).click();
      await expectNoSidewaysScroll(page);
      await expectAccessible(page);
    }
    await page.getByRole('tab', { name: 'Overview' }).click();
    await page.getByRole('heading', { name: 'Weights' }).waitFor();
    await picture(page, 'console-gateway-narrow');
  });
});

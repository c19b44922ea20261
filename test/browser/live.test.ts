import { afterAll, afterEach, beforeAll, beforeEach, expect, jest, test } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { describeWith } from '../components/binaries.js';
import { startPrometheus, type RunningPrometheus } from '../components/prometheus.js';
import { counted, CountingPage } from '../prometheus/counting-page.js';
import { serveApp, type AppServer } from './app-server.js';
import { describeInBrowser, expectAccessible, expectNoSidewaysScroll, NARROW, picture } from './browser.js';
import { ConsoleScene } from './console-scene.js';

jest.setTimeout(90_000);

const RATES = {
  shop: { version1: { requests: 100, failing: 0.2 }, version2: { requests: 50, failing: 0.1 } },
} as const;

const outcome = (page: Page) => page.getByRole('status', { name: 'outcome' });
const values = (page: Page) => page.getByRole('group', { name: 'values by metric and version' });
const age = (page: Page) => page.getByLabel('age of the values');

/** A real `lamia run` whose gateway has its metrics from a real Prometheus, and the page that it serves. */
describeWith('prometheus', 'live values', () => {
  describeInBrowser('of a gateway, where decisions are written', (pages) => {
    const counts = new CountingPage(RATES);
    let prometheus: RunningPrometheus;
    let scene: ConsoleScene;

    beforeAll(async () => {
      counts.begin();
      prometheus = await startPrometheus({ scrape: [{ url: await counts.open(), interval: 1_000 }] });
      for (let tries = 0; tries < 300 && (await counted(prometheus.url, 'shop')) === 0; tries += 1)
        await pause(100);
    });
    afterAll(async () => {
      await prometheus.stop();
      await counts.close();
    });
    beforeEach(async () => {
      scene = await ConsoleScene.open(
        undefined,
        `{ source: { kind: prometheus, url: "${prometheus.url}", timeout: 2s }, provider: embedded, window: 10s, scrapeInterval: 1s }`,
      );
    });
    afterEach(() => scene.close());

    /** The page with live values, to somebody who may look. */
    async function live(options: Parameters<typeof pages.open>[1] = {}): Promise<Page> {
      pages.allowComplaints(/401/);
      const page = await pages.open(`${scene.url}#/decide`, options);
      await page.getByRole('button', { name: 'live from a gateway' }).click();
      await signIn(page, 'token-of-the-viewer');
      await age(page).waitFor();
      return page;
    }

    async function signIn(page: Page, token: string): Promise<void> {
      await page.getByRole('textbox', { name: 'Token' }).fill(token);
      await page.getByRole('button', { name: 'enter' }).click();
    }

    test('are asked for with a token, decide, and stand in the editor with their query', async () => {
      pages.allowComplaints(/401/);
      const page = await pages.open(`${scene.url}#/decide`);
      await page.getByRole('button', { name: 'live from a gateway' }).click();
      await page.getByRole('heading', { name: 'This runtime wants a token' }).waitFor();
      expect(await values(page).count()).toBe(0);
      await picture(page, 'decide-live-token');
      await signIn(page, 'none-that-is-known');
      await page.getByText('the runtime does not know this token').waitFor();
      await signIn(page, 'token-of-the-viewer');
      await age(page).waitFor();
      await outcome(page).getByText('more traffic to version2').waitFor();
      await page.getByText('embedded, over 10 s').waitFor();
      expect(await values(page).innerText()).toMatch(/upstream_rq_total\s+[\d.]+\s+[\d.]+/);
      await page.locator('.monaco-editor .view-lines').getByText('= ', { exact: false }).first().waitFor();
      const word = page
        .locator('.monaco-editor .view-lines')
        .getByText('"upstream_rq_total"', { exact: true });
      await word.first().hover();
      const hover = page.locator('.monaco-hover').first();
      await hover.getByText('increase(lamia_gateway_responses_total', { exact: false }).first().waitFor();
      expect(await hover.innerText()).toMatch(/Now of .?version2.?: [\d.]+/);
      await page.mouse.move(0, 0);
      await expectAccessible(page);
      await picture(page, 'decide-live');
    });

    test('go on, pause, and are there to be changed by hand after that', async () => {
      const page = await live();
      const seen = await values(page).innerText();
      await page.waitForFunction(
        ([before, label]) => document.querySelector(`[aria-label="${label}"]`)?.textContent !== before,
        [await values(page).textContent(), 'values by metric and version'] as const,
      );
      expect(await values(page).innerText()).not.toBe(seen);
      await page.getByRole('button', { name: 'pause' }).click();
      await age(page).getByText('paused', { exact: false }).waitFor();
      const kept = await values(page).innerText();
      await page.getByRole('button', { name: 'typed by hand' }).click();
      const total = page.getByRole('combobox', { name: 'upstream_rq_total of version2' });
      const typed = Number(await total.inputValue());
      expect(kept).toContain(String(Number(typed.toPrecision(6))));
      expect(await page.getByRole('combobox', { name: 'catalogue' }).inputValue()).toBe('embedded');
      await total.fill('100000');
      await outcome(page).getByText('hold', { exact: true }).waitFor();
    });

    test('that are none say why', async () => {
      const page = await live({ viewport: NARROW });
      await page
        .getByRole('textbox', { name: 'expression' })
        .fill(
          'if (metric candidate status_404 / metric version1 latency < 1) { result = candidate; } result',
        );
      await values(page).getByText('no series', { exact: false }).first().waitFor();
      await outcome(page).getByText('undecided', { exact: true }).waitFor();
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);
      await picture(page, 'decide-live-narrow');
      await page.getByRole('textbox', { name: 'expression' }).fill('requests over 30d');
      await values(page).getByText('over 1d, and no further', { exact: false }).first().waitFor();
    });

    test('of the past are a recording to play releases on', async () => {
      pages.allowComplaints(/401/);
      const page = await pages.open(`${scene.url}#/simulate`);
      await page.getByRole('button', { name: 'past of a gateway of this runtime' }).click();
      await signIn(page, 'token-of-the-viewer');
      await page.getByRole('combobox', { name: 'its last' }).selectOption('15m');
      await page.getByRole('button', { name: 'take its past' }).click();
      await page.getByText('the last quarter of an hour of shop', { exact: false }).first().waitFor();
      await page.getByRole('heading', { name: 'Another recording' }).waitFor();
      await expectAccessible(page);
      await picture(page, 'simulate-live-past');
      await page.setViewportSize(NARROW);
      await expectNoSidewaysScroll(page);
      await picture(page, 'simulate-live-past-narrow');
    });

    test('are told to have no answer while the source is gone, and are there again when it is back', async () => {
      const page = await live();
      await outcome(page).getByText('more traffic to version2').waitFor();
      await prometheus.pause();
      try {
        await values(page).getByText('no answer', { exact: false }).first().waitFor();
        await outcome(page).getByText('undecided', { exact: true }).waitFor();
        await expectAccessible(page);
        await picture(page, 'decide-live-source-gone');
      } finally {
        await prometheus.resume();
      }
      await outcome(page).getByText('more traffic to version2').waitFor({ timeout: 60_000 });
    });

    test('stay with their age while the runtime is gone, and go on when it is back', async () => {
      pages.allowComplaints(/ERR_CONNECTION_REFUSED|ERR_EMPTY_RESPONSE|ERR_CONNECTION_RESET|ERR_INCOMPLETE/);
      const page = await live();
      await outcome(page).getByText('more traffic to version2').waitFor();
      await scene.kill();
      await page.getByText('these values may be old: the runtime cannot be reached').waitFor();
      await outcome(page).getByText('more traffic to version2').waitFor();
      await expectAccessible(page);
      await picture(page, 'decide-live-gone');
      await scene.start();
      await page.getByText('these values may be old').waitFor({ state: 'detached' });
    });
  });
});

describeInBrowser('a page without a runtime', (pages) => {
  let app: AppServer;
  beforeAll(async () => {
    app = await serveApp();
  });
  afterAll(() => app.close());

  test('offers neither live values nor a past', async () => {
    const page = await pages.open(`${app.url}#/decide`);
    await page.locator('.monaco-editor .view-line').first().waitFor();
    expect(await page.getByRole('button', { name: 'live from a gateway' }).count()).toBe(0);
    await page.getByRole('link', { name: 'Simulate' }).click();
    await page.getByRole('heading', { name: 'A recording instead' }).waitFor();
    expect(await page.getByRole('button', { name: 'past of a gateway of this runtime' }).count()).toBe(0);
  });
});

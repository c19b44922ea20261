import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { recordingText, steadily } from '../../packages/playground/src/simulate/testing/recorded.js';
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
    const page = await open({ reducedMotion: 'no-preference' });
    await verdict(page, 'promoted version2');
    await choose(page, 'back and forth at the limit');
    await page.getByRole('tab', { name: 'Policy' }).click();
    await page.getByRole('textbox', { name: 'ticks at most' }).fill('5000');
    const cancel = release(page).getByRole('button', { name: 'cancel' });
    await cancel.waitFor();
    // What is shown while it plays, until it is cancelled on its way.
    const seen = await page.evaluate(async () => {
      const bar = document.querySelector('progress');
      const values: number[] = [];
      while (bar !== null && !(bar.max === 5_000 && bar.value > 100)) {
        if (bar.max === 5_000) values.push(bar.value);
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      document.querySelectorAll('button').forEach((button) => {
        if (button.textContent === 'cancel') button.click();
      });
      return [...values, bar?.value ?? 0];
    });
    await release(page)
      .getByText(/^cancelled after \d+ ticks$/)
      .waitFor();
    expect(seen.at(-1)).toBeGreaterThan(100);
    expect(seen.at(-1)).toBeLessThan(5_000);
    expect(seen).toEqual(seen.toSorted((one, other) => one - other));
    const shown = await release(page)
      .getByText(/^tick \d+ of \d+ ·/)
      .textContent();
    expect(Number(/of (\d+)/.exec(shown ?? '')?.[1])).toBeLessThan(5_000);
    await release(page).getByRole('button', { name: 'play again' }).click();
    await cancel.waitFor();
  });

  test('the timeline runs from tick to tick, and stops where it is told to', async () => {
    const page = await open({ reducedMotion: 'no-preference' });
    // Of so many ticks that it runs for longer than the test takes.
    await choose(page, 'back and forth at the limit');
    await verdict(page, 'still under way at the last tick');
    await slider(page).focus();
    await page.keyboard.press('Home');
    await release(page).getByRole('button', { name: 'run the timeline' }).click();
    for (let seen = '0'; Number(seen) < 4;) {
      const shown = await slider(page).inputValue();
      expect(Number(shown)).toBeGreaterThanOrEqual(Number(seen));
      seen = shown;
    }
    await release(page).getByRole('button', { name: 'pause the timeline' }).click();
    const stopped = await slider(page).inputValue();
    await page.waitForTimeout(500);
    expect(await slider(page).inputValue()).toBe(stopped);
    expect(Number(stopped)).toBeLessThan(299);
    await picture(page, 'simulate-running');
  });

  const field = (page: Page) => page.getByLabel('recording, or decision log of a release that was');
  const upload = (page: Page, name: string, text: string) =>
    field(page).setInputFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(text) });
  const better = { version1: 0.04, version2: 0.01 };
  const worse = { version1: 0.04, version2: 0.3 };
  const recording = recordingText([...steadily(10, better), ...steadily(8, worse), ...steadily(120, better)]);

  test.each([
    ['wide', WIDE],
    ['narrow', NARROW],
  ] as const)(
    'plays releases on a recording, with its policy and with another: %s',
    async (name, viewport) => {
      const page = await open({ viewport });
      await verdict(page, 'promoted version2');
      await upload(page, 'shop.jsonl', recording);
      await verdict(page, 'rolled back to version1');
      const panel = page.getByRole('region', { name: 'Recording', exact: true });
      await panel.getByText(/^shop.jsonl: 138 lines, one every 10s/).waitFor();
      await panel.getByText(/version1 had 75% and version2 had 25% of the requests/).waitFor();
      await panel.getByRole('row', { name: 'metric version2 error_rate over 20s ratio all lines' }).waitFor();
      await tick(page)
        .getByRole('row', { name: /^version2/ })
        .waitFor();
      await expectNoSidewaysScroll(page);
      await picture(page, `simulate-recording-${name}`);
      await expectAccessible(page);
      if (viewport === NARROW) {
        await panel.getByRole('tab', { name: 'Gateway file' }).click();
        const file = panel.getByRole('textbox', { name: 'gateway file' });
        await file.fill((await file.inputValue()).replace('consecutive: 2', 'consecutivee: 2'));
        await release(page).getByRole('alert').getByText('unknown key `consecutivee`').waitFor();
        await file.fill((await file.inputValue()).replace('consecutivee: 2', 'consecutive: 9'));
        await verdict(page, 'promoted version2');
        await expectNoSidewaysScroll(page);
        await expectAccessible(page);
      }
      await release(page).getByRole('button', { name: 'back to the simulation' }).click();
      await page.getByRole('combobox', { name: 'scenario' }).waitFor();
      await verdict(page, 'promoted version2');
    },
  );

  test('a recording can be dropped; one that is broken is refused at its place, and the simulation comes back', async () => {
    const page = await open();
    await verdict(page, 'promoted version2');
    const drop = async (text: string) => {
      const dataTransfer = await page.evaluateHandle((content) => {
        const transfer = new DataTransfer();
        transfer.items.add(new File([content], 'dropped.jsonl'));
        return transfer;
      }, text);
      await field(page).dispatchEvent('drop', { dataTransfer });
    };
    await drop(recording);
    await verdict(page, 'rolled back to version1');
    await drop(recording.replace('"values":[0.04', '"values":["0.04"'));
    const refused = 'line 2: `values[0]` is `"0.04"`; expected a number';
    await release(page).getByRole('alert').getByText(refused).waitFor();
    await drop('hello');
    await release(page).getByRole('alert').getByText('line 1: this is no line of a decision log').waitFor();
    await release(page).getByRole('button', { name: 'back to the simulation' }).click();
    await verdict(page, 'promoted version2');
  });

  test('a gate is answered by whom the scenario says, or at the tick that is looked at', async () => {
    const page = await open();
    await choose(page, 'a person at the gate');
    await verdict(page, 'promoted version2');
    const gates = page.getByRole('region', { name: 'Gates' });
    await gates.getByRole('combobox', { name: 'what happens at 50%' }).selectOption('it is refused');
    await verdict(page, 'held');
    await gates.getByRole('combobox', { name: 'what happens at 50%' }).selectOption('nobody answers');
    await verdict(page, 'still under way at the last tick');
    await tick(page).getByText('Waiting', { exact: true }).waitFor();
    await picture(page, 'simulate-gate');
    await slider(page).fill('20');
    await tick(page).getByRole('button', { name: 'open the gate 50% now' }).click();
    await verdict(page, 'promoted version2');
    await release(page)
      .getByText(/^tick 21 of/)
      .waitFor();
    await page.getByRole('textbox', { name: 'seconds until the answer at 50%' }).waitFor();
    await expectAccessible(page);
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

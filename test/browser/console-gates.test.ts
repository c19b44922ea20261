import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { describeInBrowser, expectAccessible, expectNoSidewaysScroll, NARROW, picture } from './browser.js';
import { act, openGateway } from './console-page.js';
import { ConsoleScene } from './console-scene.js';

/** Gates that a release of a real `lamia run` waits at. */
jest.setTimeout(120_000);

const GATES = '[{ name: tech, at: 15%, type: manual }, { name: business, at: 20%, type: manual }]';

describeInBrowser('gates in the console', (pages) => {
  let scene: ConsoleScene;
  beforeEach(async () => {
    scene = await ConsoleScene.open(`{ type: time, interval: 500ms, step: 10%, gates: ${GATES} }`);
  });
  afterEach(() => scene.close());

  test('several that wait at once are approved one by one, and the release goes on', async () => {
    const page = await openGateway(pages, scene, { role: 'operator' });
    await page.getByRole('region', { name: 'Gates that wait for an answer' }).waitFor();
    await expectAccessible(page);
    await picture(page, 'console-gates');
    await act(page, 'approve business', 'approve');
    await page.getByText('the gate business is approved').waitFor();
    await page.getByRole('button', { name: 'approve business' }).waitFor({ state: 'detached' });
    await act(page, 'approve tech', 'approve');
    await page.getByText('Promoted', { exact: true }).waitFor();
    await page.getByText('None waits any more.').waitFor();
    const { decisions } = (await scene.ask('GET', 'gateways/shop/decisions?limit=1000')) as {
      readonly decisions: readonly { readonly operation: { readonly by: string } | null }[];
    };
    expect(decisions.flatMap(({ operation }) => operation?.by ?? [])).toEqual(['operator', 'operator']);
  });

  test('one that is refused ends the release as it says', async () => {
    const page = await openGateway(pages, scene, { role: 'operator', viewport: NARROW });
    await act(page, 'refuse tech', 'refuse');
    await page.getByText('Held', { exact: true }).waitFor();
    await page.getByText('the gate tech is refused').waitFor();
    await expectNoSidewaysScroll(page);
  });

  test('are shown to a viewer, with whose they are to answer', async () => {
    const page = await openGateway(pages, scene, { role: 'viewer' });
    const button = page.getByRole('button', { name: 'approve tech' });
    expect(await button.getAttribute('aria-disabled')).toBe('true');
    expect(await button.getAttribute('title')).toBe('this needs the role operator; you have the role viewer');
  });
});

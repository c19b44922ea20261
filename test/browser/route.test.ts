import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { serveApp, type AppServer } from './app-server.js';
import { describeInBrowser, expectAccessible, expectNoSidewaysScroll, NARROW, picture } from './browser.js';

describeInBrowser('the route section', (pages) => {
  let app: AppServer;
  let url: string;
  beforeAll(async () => {
    app = await serveApp();
    url = `${app.url}#/route`;
  });
  afterAll(() => app.close());

  const rules = (page: Page) => page.getByRole('list', { name: 'rules in order' }).getByRole('listitem');
  const goes = (page: Page) => page.getByRole('status', { name: 'where the request goes' });
  const condition = (page: Page, route: number) =>
    page.getByRole('textbox', { name: `condition of route ${route}` });
  const saved = (page: Page) => page.getByRole('list', { name: 'saved requests' }).getByRole('listitem');

  test('shows the rules of the founding example, its answers and its manifests', async () => {
    const page = await pages.open(url);
    await rules(page).nth(3).waitFor();
    expect(await rules(page).allInnerTexts()).toMatchObject([
      expect.stringContaining('Chrome'),
      expect.stringContaining('Nexus 6P'),
      expect.stringContaining('Safari'),
      expect.stringContaining('everything else'),
    ]);
    await page.getByText('the earlier route `chrome` takes some of these requests').waitFor();
    await goes(page).getByText('goes to chrome by rule 1: 50 % to version1, 50 % to version2').waitFor();
    await page.getByText('all 3 requests go where they should').waitFor();
    const istio = page.getByRole('region', { name: 'manifest for Istio' });
    await istio.getByText('kind: VirtualService').waitFor();
    await page.getByRole('region', { name: 'manifest for HAProxy' }).getByText('use_backend').waitFor();
    await page.locator('.view-line').first().waitFor();
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    await picture(page, 'route');
  });

  test('a rule that is pointed at shows what of the condition became it', async () => {
    const page = await pages.open(url);
    await page.locator('.view-line').first().waitFor();
    await rules(page).nth(1).hover();
    const marks = page.locator('.lamia-mark-source');
    await marks.first().waitFor();
    expect((await marks.allInnerTexts()).join('').replaceAll('\u00a0', ' ')).toContain('Nexus 6P');
  });

  test('an error is said, mended, and the rules follow', async () => {
    const page = await pages.open(url, { viewport: NARROW });
    await rules(page).getByText('Nexus 6P').first().waitFor();
    await condition(page, 1).fill('header "X" exact');
    const problems = page.getByRole('article', { name: 'route 1' }).getByRole('list', { name: 'problems' });
    await problems.getByText('error').waitFor();
    // The last good rules stay meanwhile.
    await page.getByText('these rules are from before chrome had an error').waitFor();
    await rules(page).getByText('Nexus 6P').first().waitFor();
    await condition(page, 1).fill('path prefix "/v1" or query beta present');
    await problems.getByText('no problems').waitFor();
    await rules(page).getByText('path prefix "/v1"', { exact: true }).waitFor();
    await rules(page).getByText('query "beta" present').waitFor();
    await page.getByText('1 of 3 goes elsewhere').waitFor();
    await page.getByText('goes to safari instead of chrome').waitFor();
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
    await picture(page, 'route-narrow');
  });

  test('says why a route does not match a request, and refuses what cannot be known', async () => {
    const page = await pages.open(url);
    const paste = page.getByRole('textbox', { name: 'a curl command, an HTTP request or a HAR' });
    await paste.fill(`curl -A 'Mozilla Version/17 Safari/605' https://shop.example/`);
    await goes(page).getByText('goes to safari by rule 3: 100 % to version1').waitFor();
    const verdicts = page.getByRole('list', { name: 'what each route makes of the request' });
    await verdicts.getByText('does not match "Mozilla Version/17 Safari/605"').first().waitFor();
    await paste.fill('curl "$URL"');
    await page.getByText('which a shell replaces').waitFor();
    await paste.fill('GET /x HTTP/1.1\nHost: h\nUser-Agent: none\n\n');
    await goes(page).getByText('goes to the rest by rule 4: 100 % to version1').waitFor();
    await page.getByRole('button', { name: 'Save it' }).click();
    await page.getByText('all 4 requests go where they should').waitFor();
    await page.getByRole('tab', { name: 'Form' }).click();
    await page.getByRole('textbox', { name: 'value of header 1' }).fill('Chrome');
    await goes(page).getByText('goes to chrome by rule 1').waitFor();
  });

  test('a recording has many requests: any can be tried, and all be saved for where they go', async () => {
    const page = await pages.open(url, { viewport: NARROW });
    const entry = (agent: string) => ({
      request: { method: 'GET', url: 'http://h/', headers: [{ name: 'User-Agent', value: agent }] },
    });
    const har = JSON.stringify({ log: { entries: [entry('Chrome'), entry('Safari'), entry('none')] } });
    await page.getByRole('textbox', { name: 'a curl command, an HTTP request or a HAR' }).fill(har);
    await page.getByRole('combobox', { name: 'which of the 3 requests' }).selectOption('1');
    await goes(page).getByText('goes to safari by rule 3').waitFor();
    await page.getByRole('button', { name: 'Save all 3' }).click();
    await page.getByText('all 6 requests go where they should').waitFor();
  });

  test('saved requests turn red and green with the order of routes, and are made for every rule', async () => {
    const page = await pages.open(url);
    await page.getByText('all 3 requests go where they should').waitFor();
    await page.getByRole('button', { name: 'ask chrome later' }).click();
    await page.getByText('1 of 3 goes elsewhere').waitFor();
    await picture(page, 'route-red');
    await page.getByRole('button', { name: 'undo the change of the order' }).click();
    await page.getByText('all 3 requests go where they should').waitFor();
    await page.getByRole('button', { name: 'Add one for every rule' }).click();
    await page.getByText(/^all \d requests go where they should$/).waitFor();
    await saved(page).getByText('rule 2: GET /', { exact: true }).waitFor();
  });

  test('the builder says the same as the text, both ways', async () => {
    const page = await pages.open(url, { viewport: NARROW });
    const route = page.getByRole('article', { name: 'route 1' });
    await route.getByRole('tab', { name: 'Builder' }).click();
    await route.getByRole('textbox', { name: 'text of condition 2' }).fill('.*Pixel.*');
    await route.getByRole('button', { name: 'add a test to condition', exact: true }).click();
    await route.getByRole('combobox', { name: 'field of condition 3' }).selectOption('path');
    await route.getByRole('combobox', { name: 'operator of condition 3' }).selectOption('under');
    await route.getByRole('textbox', { name: 'text of condition 3' }).fill('/beta');
    await route.getByRole('checkbox', { name: 'not condition 3' }).check();
    await expectAccessible(page);
    await picture(page, 'route-builder-narrow');
    await route.getByRole('tab', { name: 'Text' }).click();
    expect(await condition(page, 1).inputValue()).toBe(
      'header "User-Agent" regex "^.*(Chrome).*$" or header "User-Agent" regex ".*Pixel.*" or not path under "/beta"',
    );
    await condition(page, 1).fill('not (host exact "h" and cookie a present)');
    await route.getByRole('tab', { name: 'Builder' }).click();
    expect(await route.getByRole('checkbox', { name: 'not condition', exact: true }).isChecked()).toBe(true);
    expect(await route.getByRole('textbox', { name: 'text of condition 1' }).inputValue()).toBe('h');
  });

  test('a manifest is downloaded and copied', async () => {
    const page = await pages.open(url);
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    const istio = page.getByRole('region', { name: 'manifest for Istio' });
    await istio.getByText('kind: VirtualService').waitFor();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      istio.getByRole('button', { name: 'download istio.yaml' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('istio.yaml');
    await istio.getByRole('button', { name: 'copy the manifest for Istio' }).click();
    await istio.getByText('copied').waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('kind: VirtualService');
  });

  test('a data plane that cannot say a condition says so', async () => {
    const page = await pages.open(url, { viewport: NARROW });
    await condition(page, 1).fill('scheme exact "https"');
    await page.getByRole('tab', { name: 'Gateway API refused' }).click();
    await page.getByRole('list', { name: 'what Gateway API says' }).getByText('chrome:').first().waitFor();
    const long = 'never/ends/'.repeat(20);
    await condition(page, 1).fill(`method exact "GET" and not path under "/${long}x"`);
    await page.getByRole('tab', { name: 'Envoy refused' }).click();
    await page.getByText('envoy would have to compile').waitFor();
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
  });

  test('everything can be done by keys alone', async () => {
    const page = await pages.open(url, { viewport: NARROW });
    const name = page.getByRole('textbox', { name: 'name of route 1' });
    await name.focus();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByText('1 of 3 goes elsewhere').waitFor();
    await page.getByRole('tab', { name: 'Text' }).first().focus();
    await page.keyboard.press('ArrowRight');
    await page.getByRole('group', { name: 'builder of route 1' }).waitFor();
  });

  test('the state is found again after a reload', async () => {
    const page = await pages.open(url, { viewport: NARROW });
    await condition(page, 2).fill('method exact "POST"');
    await rules(page).getByText('method exact "POST"').waitFor();
    await page.reload();
    await rules(page).getByText('method exact "POST"').waitFor();
  });
});

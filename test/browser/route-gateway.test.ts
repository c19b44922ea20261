import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { serveApp, type AppServer } from './app-server.js';
import {
  describeInBrowser,
  expectAccessible,
  expectNoSidewaysScroll,
  NARROW,
  picture,
  WIDEST,
} from './browser.js';

describeInBrowser('what a gateway of the route section is written for', (pages) => {
  let app: AppServer;
  let url: string;
  beforeAll(async () => {
    app = await serveApp();
    url = `${app.url}#/route`;
  });
  afterAll(() => app.close());

  const manifest = (page: Page, target: string) =>
    page.getByRole('region', { name: `manifest for ${target}` });

  /** A gateway with services, copies and releases of its own. */
  async function fillIn(page: Page): Promise<void> {
    await page.getByText('Services and names').click();
    await page.getByRole('textbox', { name: 'service of version2' }).fill('shop-next');
    await page.getByRole('textbox', { name: 'port of version2' }).fill('8080');
    await page.getByRole('textbox', { name: 'name of the gateway' }).fill('till');
    await page.getByRole('button', { name: 'add copies of the rest to a version' }).click();
    await page.getByRole('group', { name: 'copies of the rest' }).getByRole('spinbutton').fill('10');
    await page.getByText('Written for', { exact: true }).click();
    await page.getByRole('textbox', { name: 'release of Istio' }).fill('1.21');
  }

  test('services, copies and releases are in the manifests, and in a link', async () => {
    const page = await pages.open(url, { viewport: WIDEST, colorScheme: 'dark' });
    await fillIn(page);
    const istio = manifest(page, 'Istio');
    await istio.getByText('networking.istio.io/v1beta1').waitFor();
    for (const part of ['name: till', 'host: shop-next', 'number: 8080', 'value: 10']) {
      await istio.getByText(part).first().waitFor();
    }
    await manifest(page, 'HAProxy').getByText('haproxy has no way of its own to copy a request').waitFor();
    await manifest(page, 'HAProxy').getByText('refused').waitFor();
    await page.getByText('version2 at shop-next:8080').waitFor();
    await page.locator('.view-line').first().waitFor();
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    await picture(page, 'route-widest-dark');

    await page.getByRole('button', { name: 'share by link' }).click();
    const link = await page.getByRole('textbox', { name: 'link' }).inputValue();
    const other = await pages.open(link);
    await other.getByText('this page shows what was opened').waitFor();
    await manifest(other, 'Istio').getByText('networking.istio.io/v1beta1').waitFor();
    await other.getByText('version2 at shop-next:8080').waitFor();
    await other.getByRole('button', { name: 'bring back what was here' }).click();
    await manifest(other, 'Istio').getByText('apiVersion: networking.istio.io/v1\n').waitFor();
    await other.getByText('each version is the service of its name, port 80').waitFor();
  });

  test('the core of the Gateway API refuses what it cannot say, and a wrong port is told at its field', async () => {
    const page = await pages.open(url, { viewport: NARROW, colorScheme: 'dark' });
    await page.getByText('Written for', { exact: true }).click();
    await page.getByRole('combobox', { name: 'profile of the Gateway API' }).selectOption('core');
    await page.getByRole('tab', { name: 'Gateway API refused' }).click();
    await page.getByRole('list', { name: 'what Gateway API says' }).getByText('chrome:').first().waitFor();
    await page.getByText('the core of the Gateway API', { exact: true }).waitFor();
    await page.getByText('Services and names').click();
    await page.getByRole('textbox', { name: 'port of version1' }).fill('70000');
    await page.getByText('a whole number from 1 to 65535').waitFor();
    await page.getByRole('textbox', { name: 'labels of version1' }).fill('v1');
    await page
      .getByText('these are from before: nothing is written before the service of `version1`')
      .waitFor();
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    await picture(page, 'route-narrow-dark');
  });

  test('hosts that are undone are seen again, and versions that are needed are asked for', async () => {
    const page = await pages.open(url);
    const hosts = page.getByRole('textbox', { name: 'hosts', exact: true });
    const versions = page.getByRole('textbox', { name: 'versions', exact: true });
    await hosts.fill('a.example');
    // Changes of one thing in a row are undone together.
    await versions.fill('version1, version3');
    await hosts.fill('');
    await page.getByRole('button', { name: /^undo/ }).click();
    expect(await hosts.inputValue()).toBe('a.example');
    await versions.fill('');
    await page.getByText('one version is needed').waitFor();
    await versions.fill('blue, green');
    await page.getByText('one version is needed').waitFor({ state: 'detached' });
    await page.getByText('50 % to blue, 50 % to green').first().waitFor();
  });

  test('what was written before cannot be copied while the routes are not finished', async () => {
    const page = await pages.open(url);
    await manifest(page, 'Istio').getByText('kind: VirtualService').waitFor();
    await page.getByRole('textbox', { name: 'name of route 2' }).fill('chrome');
    await page.getByText('route 1 has this name as well').waitFor();
    await page
      .getByRole('status', { name: 'state of the manifests' })
      .getByText('each route has a name of its own: `chrome` stands twice')
      .waitFor();
    const copy = manifest(page, 'Istio').getByRole('button', { name: 'copy the manifest for Istio' });
    expect(await copy.getAttribute('aria-disabled')).toBe('true');
  });
});

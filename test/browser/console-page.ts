import type { Locator, Page } from 'playwright-core';
import type { PageOptions, Pages } from './browser.js';
import { enter, type ConsoleScene, type Role } from './console-scene.js';

/** A page of a gateway in the console, in this role. */
export async function openGateway(
  pages: Pages,
  scene: ConsoleScene,
  {
    role,
    name = 'shop',
    part = '',
    ...options
  }: PageOptions & {
    readonly role: Role;
    readonly name?: string;
    readonly part?: string;
  },
): Promise<Page> {
  // Who has not entered yet is refused.
  pages.allowComplaints(/401/);
  const page = await pages.open(`${scene.url}#/console/gateways/${name}/${part}`, options);
  await enter(page, role);
  await page.getByRole('heading', { name, exact: true }).waitFor();
  return page;
}

export const slider = (page: Page, version: string): Locator =>
  page.getByRole('slider', { name: `weight of ${version} on default` });

/** Presses a button and says yes to what it asks. */
export async function act(page: Page, title: string, yes = title.toLowerCase()): Promise<void> {
  await page.getByRole('button', { name: title, exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: yes, exact: true }).click();
}

/** Holds up requests of that method to that address until they are let go. */
export async function holdUp(page: Page, method: string, address: string): Promise<HeldUp> {
  let [come, go] = [(): void => undefined, (): void => undefined];
  const came = new Promise<void>((resolve) => (come = resolve));
  const left = new Promise<void>((resolve) => (go = resolve));
  await page.route(address, async (route) => {
    if (route.request().method() === method) {
      come();
      await left;
    }
    await route.continue();
  });
  return { came, letGo: () => go() };
}

interface HeldUp {
  readonly came: Promise<void>;
  letGo(): void;
}

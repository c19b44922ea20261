import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect } from '@jest/globals';
import axe from 'axe-core';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { root } from '../../scripts/toolchain/root.mjs';
import { describeWith } from '../components/binaries.js';

/** The widths that pages are made for: a telephone, a laptop, and a large screen. */
export const NARROW = { width: 390, height: 844 } as const;
export const WIDE = { width: 1280, height: 900 } as const;
export const WIDEST = { width: 1920, height: 1080 } as const;

/** Where pictures of the pages go, for people to look at. */
const PICTURES = join(root, '.cache', 'pictures');

/** What a suite does with the browser. */
export interface Pages {
  /** A page of its own session, at an address. Whatever goes wrong in it fails the test. */
  open(url: string, options?: PageOptions): Promise<Page>;
  /** Lets a test go on that expects the browser to complain, such as of a server that is gone. */
  allowComplaints(pattern: RegExp): void;
}

export interface PageOptions {
  readonly viewport?: { readonly width: number; readonly height: number };
  readonly colorScheme?: 'light' | 'dark';
  /** What the reader's system says of motion; pages are still unless a test is about that. */
  readonly reducedMotion?: 'reduce' | 'no-preference';
}

/**
 * A suite in a real browser. A test fails by an error of the page, a breach of its content policy or a request to another host, even
 * if all that it asks for is there.
 */
export function describeInBrowser(name: string, suite: (pages: Pages) => void): void {
  describeWith('chromium', name, (executablePath) => {
    let browser: Browser;
    let contexts: BrowserContext[] = [];
    let complaints: string[] = [];
    let allowed: RegExp[] = [];

    beforeAll(async () => {
      // The sandbox needs rights that a container lacks; the pages are our own.
      browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
    });
    afterAll(() => browser.close());
    afterEach(async () => {
      await Promise.all(contexts.map((context) => context.close()));
      contexts = [];
      const found = complaints.filter((complaint) => !allowed.some((pattern) => pattern.test(complaint)));
      complaints = [];
      allowed = [];
      expect(found).toEqual([]);
    });

    suite({
      allowComplaints: (pattern) => allowed.push(pattern),
      open: async (url, { viewport = WIDE, colorScheme = 'light', reducedMotion = 'reduce' } = {}) => {
        const context = await browser.newContext({ viewport, colorScheme, reducedMotion });
        contexts.push(context);
        const page = await context.newPage();
        page.setDefaultTimeout(30_000);
        page.on('console', (message) => {
          if (message.type() === 'error') complaints.push(message.text());
        });
        page.on('pageerror', (error) => complaints.push(error.message));
        page.on('request', (request) => {
          const asked = new URL(request.url());
          if (asked.protocol.startsWith('http') && asked.host !== new URL(url).host) {
            complaints.push(`a request to another host: ${request.url()}`);
          }
        });
        await page.goto(url);
        return page;
      },
    });
  });
}

/**
 * Keeps a picture of the whole page, for which the browser makes its window another one for a moment; or of what is in sight, where the
 * page is not to notice anything: the full editor gives way to a plain one where the window is narrow, and comes back without its cursor.
 */
export async function picture(page: Page, name: string, of: 'all' | 'in sight' = 'all'): Promise<void> {
  mkdirSync(PICTURES, { recursive: true });
  await page.screenshot({ path: join(PICTURES, `${name}.png`), fullPage: of === 'all' });
}

/**
 * Nothing on the page breaks a rule of accessibility that a program can check.
 * @param except rules that a part breaks which is not ours to change
 */
export async function expectAccessible(page: Page, except: readonly string[] = []): Promise<void> {
  // Given by the test and not by the page, so that the page's content policy does not hold it up.
  await page.evaluate(axe.source);
  const violations = await page.evaluate(async (left) => {
    const { axe: rules } = window as unknown as { readonly axe: typeof axe };
    const found = await rules.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
      rules: Object.fromEntries(left.map((rule) => [rule, { enabled: false }])),
    });
    return found.violations.map(
      ({ id, nodes }) =>
        `${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary ?? ''}`).join('; ')}`,
    );
  }, except);
  expect(violations).toEqual([]);
}

/** Nothing is wider than the screen: no page is pushed sideways. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const { scroll, client } = await page.evaluate(() => ({
    scroll: document.documentElement.scrollWidth,
    client: document.documentElement.clientWidth,
  }));
  expect(scroll).toBeLessThanOrEqual(client);
}

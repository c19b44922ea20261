import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { startLoad, type Load } from '../../packages/runtime/src/demo/load.js';
import { RunScene, type Running } from '../cli/run-scene.js';

/** The tokens that the runtime of a scene knows. */
const TOKENS = {
  viewer: 'token-of-the-viewer',
  operator: 'token-of-the-operator',
  admin: 'token-of-the-admin',
} as const;

export type Role = keyof typeof TOKENS;

/** A real `lamia run` with two services behind it and requests to them, which serves the console. */
export class ConsoleScene {
  readonly #scene: RunScene;
  #running: Running | null = null;
  #load: Load | null = null;
  #url = '';

  readonly #metrics: string;

  private constructor(scene: RunScene, metrics: string) {
    this.#scene = scene;
    this.#metrics = metrics;
  }

  /**
   * @param policy how the gateway `shop` moves; as YAML of one line
   * @param metrics what it reads, in the same form
   */
  static async open(
    policy = '{ type: time, interval: 1h, step: 10% }',
    metrics = '{ source: { kind: scrape }, window: 10s, scrapeInterval: 1s }',
  ): Promise<ConsoleScene> {
    const scene = await RunScene.open();
    const made = new ConsoleScene(scene, metrics);
    await scene.write(made.document('shop', policy));
    await writeTokens(scene.folder, (token) => token);
    await made.start();
    return made;
  }

  get url(): string {
    return this.#url;
  }

  /** Runs it; at the address that it had before, if it had one. */
  async start(): Promise<void> {
    const listen = this.#url === '' ? '127.0.0.1:0' : new URL(this.#url).host;
    this.#running = this.#scene.run('--state', 'state.db', '--tokens', 'tokens', '--listen', listen);
    this.#url = String((await this.#running.line('console'))['url']);
    const { address } = await this.#running.line('listening');
    const [host = '', port = ''] = String(address).split(':');
    this.#load = startLoad({
      to: { host, port: Number(port) },
      rate: 20,
      concurrency: 4,
      atMost: 300_000,
      timeout: 5_000,
    });
  }

  /** Kills it, as a fault of its machine would. */
  async kill(): Promise<void> {
    await this.#load?.stop();
    await this.#running?.stop('SIGKILL');
  }

  /** A gateway's document as a file has it. */
  document(name: string, policy: string): string {
    const [one, two] = this.#scene.upstreams.map(({ port }) => `127.0.0.1:${port}`);
    return `apiVersion: lamia/v1
kind: Gateway
metadata: { name: ${name} }
spec:
  application: ${name}
  listen: 0/http
  target: { kind: embedded }
  versions: { version1: { address: "${one}" }, version2: { address: "${two}" } }
  baseline: version1
  candidate: version2
  metrics: ${this.#metrics}
  routes:
    - { name: chrome, condition: 'header "User-Agent" contains "Chrome"', weights: { version1: 50, version2: 50 } }
    - { name: default, weights: { version1: 100 } }
  policies: [${policy}]
`;
  }

  /** Puts a gateway like `shop` under another name, which can be changed then: first, or in place of the one that is there. */
  async put(name: string, host: string, changes: 'first' | 'again'): Promise<void> {
    const shop = (await this.ask('GET', 'gateways/shop')) as { readonly spec: object };
    const spec = { ...shop.spec, application: name, hosts: [host] };
    const rests = changes === 'first' ? { 'if-none-match': '*' } : { 'if-match': '*' };
    await this.ask('PUT', `gateways/${name}`, { ...shop, metadata: { name }, spec }, rests);
  }

  /** Forgets every token and knows others: who had one has it no more. */
  async renewTokens(): Promise<void> {
    await writeTokens(this.#scene.folder, tokenOfToday);
  }

  /** What somebody else does meanwhile, by the API. */
  async ask(
    method: string,
    path: string,
    body: unknown = {},
    headers: Readonly<Record<string, string>> = {},
  ): Promise<unknown> {
    const answer = await fetch(new URL(`api/v1/${path}`, this.#url), {
      method,
      headers: { authorization: `Bearer ${TOKENS.admin}`, 'content-type': 'application/json', ...headers },
      ...(method !== 'GET' && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${text}`);
    return JSON.parse(text) as unknown;
  }

  async close(): Promise<void> {
    await this.#load?.stop();
    await this.#scene.close();
  }
}

async function writeTokens(folder: string, tokenOf: (token: string) => string): Promise<void> {
  const lines = Object.entries(TOKENS).map(([role, token]) => {
    const digest = createHash('sha256').update(tokenOf(token)).digest('hex');
    return `${role} ${role} sha256:${digest}\n`;
  });
  await writeFile(join(folder, 'tokens'), lines.join(''));
}

/** What `renewTokens` makes of a token. */
export const tokenOfToday = (token: string): string => `${token}-of-today`;

/** Gives the page the token that it asks for. */
export async function enter(
  page: Page,
  role: Role,
  tokenOf: (token: string) => string = (token) => token,
): Promise<void> {
  await page.getByRole('textbox', { name: 'Token' }).fill(tokenOf(TOKENS[role]));
  await page.getByRole('button', { name: 'enter' }).click();
  await page.getByText(`${role} (${role})`).waitFor();
}

import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { startUpstream, type Upstream } from '../../packages/runtime/src/routing/testing/upstream.js';
import { startLamia } from './lamia.js';

/** A folder to run `lamia` in, and the two versions of the gateway in it. */
export class RunScene {
  readonly #children: ChildProcessWithoutNullStreams[] = [];

  private constructor(
    readonly folder: string,
    readonly upstreams: readonly Upstream[],
  ) {}

  static async open(): Promise<RunScene> {
    const folder = await mkdtemp(join(tmpdir(), 'lamia-run-'));
    return new RunScene(folder, await Promise.all([startUpstream('one'), startUpstream('two')]));
  }

  /** Text of a gateway file: by time to `version2`. */
  gatewayText({
    listen = '0/http',
    target = '{ kind: embedded }',
    step = '50%',
    interval = '200ms',
  } = {}): string {
    const [one, two] = this.upstreams.map(({ port }) => `127.0.0.1:${port}`);
    return `apiVersion: lamia/v1
kind: Gateway
metadata: { name: shop }
spec:
  application: shop
  listen: ${listen}
  target: ${target}
  versions: { version1: { address: "${one}" }, version2: { address: "${two}" } }
  baseline: version1
  candidate: version2
  routes: [{ name: default, weights: { version1: 100 } }]
  policies: [{ type: time, interval: ${interval}, step: ${step} }]
`;
  }

  /** Writes the file that is run. */
  async write(text: string): Promise<void> {
    await writeFile(join(this.folder, 'shop.yaml'), text);
  }

  /** Starts `lamia run shop.yaml --json`. */
  run(...args: readonly string[]): Running {
    const child = startLamia(['run', 'shop.yaml', '--json', ...args], { cwd: this.folder });
    this.ended(child);
    return new Running(child);
  }

  /** Has a process ended with the scene. */
  ended(child: ChildProcessWithoutNullStreams): void {
    this.#children.push(child);
  }

  async close(): Promise<void> {
    for (const child of this.#children) child.kill('SIGKILL');
    await Promise.all(this.upstreams.map((upstream) => upstream.close()));
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** A running `lamia run --json` and what it said so far. */
export class Running {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #lines: AsyncIterator<string>;
  readonly #ended: Promise<number | null>;
  readonly #said: Record<string, unknown>[] = [];
  #stderr = '';

  constructor(child: ChildProcessWithoutNullStreams) {
    this.#child = child;
    this.#child.stdin.end();
    this.#child.stderr.on('data', (chunk: Buffer) => (this.#stderr += chunk.toString()));
    this.#lines = createInterface(this.#child.stdout)[Symbol.asyncIterator]();
    this.#ended = new Promise((resolve) => this.#child.once('close', resolve));
  }

  get stderr(): string {
    return this.#stderr;
  }

  /** The lines that were read so far. */
  get said(): readonly Record<string, unknown>[] {
    return this.#said;
  }

  /** The next line of this kind. */
  line(kind: string): Promise<Record<string, unknown>> {
    return this.lineWith(kind, () => true);
  }

  /** The next one of this kind that is also so. */
  async lineWith(
    kind: string,
    isSo: (line: Record<string, unknown>) => boolean,
  ): Promise<Record<string, unknown>> {
    for (;;) {
      const next: IteratorResult<string, unknown> = await this.#lines.next();
      if (next.done === true) throw new Error(`ended without ${kind}: ${this.#stderr}`);
      const line = JSON.parse(next.value) as Record<string, unknown>;
      this.#said.push(line);
      if (line['kind'] === kind && isSo(line)) return line;
    }
  }

  async stop(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<number | null> {
    this.#child.kill(signal);
    return await this.#ended;
  }
}

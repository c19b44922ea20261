import { spawn } from 'node:child_process';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import type { Milliseconds } from '../config/duration.js';
import { findBinary } from '../routing/haproxy/find-binary.js';
import { DemoError } from './demo-error.js';

/** A Prometheus of our own on a free loopback port. */
export interface Prometheus {
  /** `http://127.0.0.1:9090` */
  readonly url: string;
  /** Makes it scrape this page; the first sample comes some five seconds later, which is how often it looks for pages. */
  scrape(page: URL): Promise<void>;
  /** Ends the process. Idempotent. */
  close(): Promise<void>;
}

const CONFIGURATION = 'prometheus.yml';
const PAGES = 'pages.json';

/** From start to ready takes a tenth of a second on an idle machine. */
const READY_WITHIN: Milliseconds = 30_000;
const STOP_WITHIN: Milliseconds = 5_000;

/**
 * Where Prometheus is on this machine.
 * @throws DemoError where it is nowhere, with how to install it
 */
export function findPrometheus(): string {
  const found = findBinary('prometheus', process.env['PATH'] ?? '');
  if (found !== null) return found;
  throw new DemoError(
    'prometheus was found neither on PATH nor in the folders of the system; install it, on Debian with ' +
      '`apt-get update && apt-get install -y --no-install-recommends prometheus`, or use `--source scrape`',
  );
}

/**
 * Starts Prometheus and resolves once it answers.
 * @param program its path
 * @param folder for its configuration and data; made here, and left to the caller to remove
 * @param interval how often it scrapes
 * @throws DemoError where it cannot be started or does not get ready
 */
export async function startPrometheus(
  program: string,
  folder: string,
  interval: Milliseconds,
  signal: AbortSignal,
): Promise<Prometheus> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, CONFIGURATION), configuration(interval));
  await writeFile(join(folder, PAGES), '[]');
  const server = launch(program, folder);
  try {
    const url = await untilReady(server, signal);
    return { url, scrape: (page) => writePages(folder, page), close: () => server.stop() };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** Prometheus' own configuration, in JSON, which is YAML too. */
function configuration(interval: Milliseconds): string {
  return JSON.stringify({
    global: { scrape_interval: `${interval}ms`, scrape_timeout: `${interval}ms` },
    scrape_configs: [{ job_name: 'lamia-demo', file_sd_configs: [{ files: [PAGES] }] }],
  });
}

/** Prometheus watches this file, so it is replaced in one piece. */
async function writePages(folder: string, page: URL): Promise<void> {
  const params = [...page.searchParams].map(([name, value]) => [`__param_${name}`, value] as const);
  const labels = Object.fromEntries<string>([['__metrics_path__', page.pathname], ...params]);
  const draft = join(folder, 'pages.draft');
  await writeFile(draft, JSON.stringify([{ targets: [page.host], labels }]));
  await rename(draft, join(folder, PAGES));
}

interface Server {
  readonly program: string;
  /** Where it listens, in its own words; null before it says so. */
  url(): string | null;
  /** Why the process has ended; null while it runs. */
  ended(): string | null;
  stop(): Promise<void>;
}

function launch(program: string, folder: string): Server {
  const child = spawn(
    program,
    [
      `--config.file=${join(folder, CONFIGURATION)}`,
      `--storage.tsdb.path=${join(folder, 'data')}`,
      '--web.listen-address=127.0.0.1:0',
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let url: string | null = null;
  let last = '';
  createInterface(child.stderr).on('line', (line) => {
    last = line;
    const address = /msg="Listening on" address=(127\.0\.0\.1:\d+)/.exec(line)?.[1];
    if (address !== undefined) url = `http://${address}`;
  });
  let end: string | null = null;
  const gone = new Promise<void>((resolve) => {
    child.once('error', (error) => {
      end = error.message;
      resolve();
    });
    child.once('close', (code, signal) => {
      end ??= `it ended with ${signal ?? `code ${String(code)}`}: ${last}`;
      resolve();
    });
  });
  // Should this process end without coming to `stop`, its child ends with it, before anybody removes the folder.
  const kill = (): void => void child.kill('SIGKILL');
  process.prependOnceListener('exit', kill);
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    const patience = new AbortController();
    await Promise.race([gone, pause(STOP_WITHIN, undefined, { signal: patience.signal }).then(kill)]);
    await gone;
    patience.abort();
    process.off('exit', kill);
  };
  return { program, url: () => url, ended: () => end, stop };
}

/** Waits until the server answers, and resolves with its URL. */
async function untilReady(server: Server, signal: AbortSignal): Promise<string> {
  const until = Date.now() + READY_WITHIN;
  for (;;) {
    signal.throwIfAborted();
    const end = server.ended();
    if (end !== null) throw new DemoError(`cannot start \`${server.program}\`: ${end}`);
    if (Date.now() > until) {
      throw new DemoError(`\`${server.program}\` is not ready after ${READY_WITHIN / 1000} s`);
    }
    const url = server.url();
    if (url !== null && (await isReady(url))) return url;
    await pause(20);
  }
}

async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/-/ready`, { signal: AbortSignal.timeout(1000) })).ok;
  } catch {
    return false; // not listening yet: asking again is the caller's part
  }
}

import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { tryListening } from '../../packages/runtime/src/routing/haproxy/free-port.js';
import { until } from '../../packages/runtime/src/routing/haproxy/until.js';
import { findBinary } from './binaries.js';

/** A page that Prometheus scrapes. Its first sample comes some six seconds after the start, whatever the interval. */
export interface ScrapedPage {
  readonly url: string;
  /** Milliseconds. */
  readonly interval: number;
}

export interface PrometheusOptions {
  readonly scrape?: readonly ScrapedPage[];
  /** Samples of the past in the OpenMetrics text format, each with its timestamp; there from the start. */
  readonly blocks?: readonly string[];
}

/** A real Prometheus on a free loopback port, with its data in a temporary folder. */
export interface RunningPrometheus {
  /** `http://127.0.0.1:9090` */
  readonly url: string;
  /** Ends the process and removes its folder. Idempotent. */
  stop(): Promise<void>;
}

const READY_WITHIN = 30_000;
const STOPPED_WITHIN = 10_000;
/** Another process may take the free port before Prometheus opens it. */
const ATTEMPTS = 5;

/** Starts Prometheus and resolves once it answers queries. Its caller has to stop it whatever happens. */
export async function startPrometheus({
  scrape = [],
  blocks = [],
}: PrometheusOptions): Promise<RunningPrometheus> {
  const folder = await mkdtemp(join(tmpdir(), 'lamia-prometheus-'));
  const removeFolder = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    await writeFile(join(folder, 'prometheus.yml'), configuration(scrape));
    for (const [index, text] of blocks.entries()) await backfill(folder, `${index}.om`, text);
    for (let attempt = 1; ; attempt += 1) {
      const server = launch(folder, await tryListening({ host: '127.0.0.1', port: 0 }));
      const failure = await readiness(server);
      if (failure === null) {
        return {
          url: server.url,
          stop: async () => {
            await end(server);
            await removeFolder();
          },
        };
      }
      await end(server);
      if (attempt === ATTEMPTS || !failure.includes('address already in use')) throw new Error(failure);
    }
  } catch (error) {
    await removeFolder();
    throw error;
  }
}

/** Prometheus' own configuration; JSON is YAML too. */
function configuration(pages: readonly ScrapedPage[]): string {
  const jobs = pages.map(({ url, interval }, index) => {
    const { host, protocol, pathname, searchParams } = new URL(url);
    const params = [...new Set(searchParams.keys())].map(
      (name) => [name, searchParams.getAll(name)] as const,
    );
    return {
      job_name: `page-${index}`,
      scheme: protocol.slice(0, -1),
      metrics_path: pathname,
      params: Object.fromEntries(params),
      scrape_interval: `${interval}ms`,
      scrape_timeout: `${interval}ms`,
      static_configs: [{ targets: [host] }],
    };
  });
  return JSON.stringify({ scrape_configs: jobs });
}

async function backfill(folder: string, name: string, text: string): Promise<void> {
  const file = join(folder, name);
  await writeFile(file, text);
  const arguments_ = ['tsdb', 'create-blocks-from', 'openmetrics', '--quiet', file, join(folder, 'data')];
  await promisify(execFile)(program('promtool'), arguments_);
}

interface Server {
  readonly url: string;
  readonly process: ChildProcess;
  /** What it has written to its log so far. */
  log(): string;
}

function launch(folder: string, port: number): Server {
  const child = spawn(
    program('prometheus'),
    [
      `--config.file=${join(folder, 'prometheus.yml')}`,
      `--storage.tsdb.path=${join(folder, 'data')}`,
      // Samples of the past must not be thrown away.
      '--storage.tsdb.retention.time=100y',
      `--web.listen-address=127.0.0.1:${port}`,
      '--log.level=warn',
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let log = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    log += text;
  });
  return { url: `http://127.0.0.1:${port}`, process: child, log: () => log };
}

/** Null once the server answers; otherwise why it does not. */
async function readiness(server: Server): Promise<string | null> {
  const { process: child, url } = server;
  const state = await until(
    async () => {
      if (child.exitCode !== null || child.signalCode !== null) return 'ended';
      // Nothing listens yet: the same as not ready.
      const answer = await fetch(`${url}/-/ready`).catch(() => null);
      return answer?.ok === true ? 'ready' : null;
    },
    READY_WITHIN,
    new AbortController().signal,
  );
  return state === 'ready' ? null : `Prometheus is not ready (${state ?? 'no answer'}): ${server.log()}`;
}

async function end({ process: child }: Server): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), STOPPED_WITHIN);
  await ended;
  clearTimeout(timer);
}

function program(name: string): string {
  const path = findBinary(name);
  if (path === null)
    throw new Error(`${name} is not installed; suites that need it ask \`describeWith\` first`);
  return path;
}

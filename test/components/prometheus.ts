import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import http from 'node:http';
import https from 'node:https';
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
  /** Its own server's configuration, for TLS and passwords; null for none. Files that it names have their absolute paths. */
  readonly web?: ServedWith | null;
}

/** How Prometheus serves what it has, as `--web.config.file` says it. */
export interface ServedWith {
  readonly certFile: string;
  readonly keyFile: string;
  /** Hashes of bcrypt by user; empty: everybody may ask. */
  readonly users: Readonly<Record<string, string>>;
}

/** A real Prometheus on a free loopback port, with its data in a temporary folder. */
export interface RunningPrometheus {
  /** `http://127.0.0.1:9090` */
  readonly url: string;
  /** Ends the process; the data stay. */
  pause(): Promise<void>;
  /** Starts it again at the same address, with the data that it had. */
  resume(): Promise<void>;
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
  web = null,
}: PrometheusOptions): Promise<RunningPrometheus> {
  const folder = await mkdtemp(join(tmpdir(), 'lamia-prometheus-'));
  const removeFolder = (): Promise<void> => rm(folder, { recursive: true, force: true });
  const scheme = web === null ? 'http' : 'https';
  try {
    await writeFile(join(folder, 'prometheus.yml'), configuration(scrape));
    await writeFile(join(folder, 'web.yml'), web === null ? '' : webConfiguration(web));
    for (const [index, text] of blocks.entries()) await backfill(folder, `${index}.om`, text);
    for (let attempt = 1; ; attempt += 1) {
      const port = await tryListening({ host: '127.0.0.1', port: 0 });
      let server = launch(folder, scheme, port);
      const failure = await readiness(server);
      if (failure === null) {
        return {
          url: server.url,
          pause: () => end(server),
          resume: async () => {
            server = launch(folder, scheme, port);
            const problem = await readiness(server);
            if (problem !== null) throw new Error(problem);
          },
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

function webConfiguration({ certFile, keyFile, users }: ServedWith): string {
  return JSON.stringify({
    tls_server_config: { cert_file: certFile, key_file: keyFile },
    basic_auth_users: users,
  });
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

function launch(folder: string, scheme: 'http' | 'https', port: number): Server {
  const child = spawn(
    program('prometheus'),
    [
      `--config.file=${join(folder, 'prometheus.yml')}`,
      `--storage.tsdb.path=${join(folder, 'data')}`,
      // Samples of the past must not be thrown away.
      '--storage.tsdb.retention.time=100y',
      `--web.listen-address=127.0.0.1:${port}`,
      `--web.config.file=${join(folder, 'web.yml')}`,
      '--log.level=warn',
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let log = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    log += text;
  });
  return { url: `${scheme}://127.0.0.1:${port}`, process: child, log: () => log };
}

/** Null once the server answers; otherwise why it does not. */
async function readiness(server: Server): Promise<string | null> {
  const { process: child, url } = server;
  const state = await until(
    async () => {
      if (child.exitCode !== null || child.signalCode !== null) return 'ended';
      // Nothing listens yet: the same as not ready.
      const status = await statusOf(`${url}/-/ready`).catch(() => null);
      return status !== null && READY.has(status) ? 'ready' : null;
    },
    READY_WITHIN,
    new AbortController().signal,
  );
  return state === 'ready' ? null : `Prometheus is not ready (${state ?? 'no answer'}): ${server.log()}`;
}

/** 401 where it wants a password: that it has to be asked for is the suite's business. */
const READY: ReadonlySet<number> = new Set([200, 401]);

async function statusOf(url: string): Promise<number> {
  const asked = url.startsWith('https:') ? https.get(url, { rejectUnauthorized: false }) : http.get(url);
  const [answer] = (await once(asked, 'response')) as [http.IncomingMessage];
  answer.resume();
  return answer.statusCode ?? 0;
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

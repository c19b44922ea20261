import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { GatewayDocument } from '../../config/schema/gateway-schema.js';
import { World } from '../../release/testing/world.js';
import type { Catalogue } from '../../metrics/catalogue/catalogue.js';
import { SharedReads } from '../../metrics/shared-reads.js';
import { catalogueOf } from '../../metrics/testing/catalogue-of.js';
import { readTraffic, type Traffic } from '../../metrics/traffic.js';
import type { PastSource } from '../../metrics/source.js';
import { MemoryStore } from '../../store/memory.js';
import { ROLES, type Role } from '../access/role.js';
import { EventLog } from '../events/log.js';
import { HookPaths } from '../hooks/hook-paths.js';
import { commandJob } from '../language/command-job.js';
import type { JobOutcome, LanguageDesk, LanguageJob } from '../language/desk.js';
import type { ApiOptions, ServedRequest } from '../options.js';
import type { ApiPorts } from '../ports.js';
import { startApiServer, type ApiServer } from '../server.js';
import { TrafficDesk } from '../traffic/traffic-desk.js';
import { PastDesk } from '../values/past-desk.js';
import { ValuesDesk } from '../values/values-desk.js';
import { TestControl } from './control.js';
import { gatewayDocument, gatewayOf } from './gateways.js';

/** The language without a thread, for tests of everything else. */
class DirectDesk implements LanguageDesk {
  /** What every job gets instead. */
  instead: JobOutcome | null = null;

  run(job: LanguageJob, body: unknown): Promise<JobOutcome> {
    // The body was validated before it came here.
    return this.instead === null ? commandJob(job, body as never) : Promise.resolve(this.instead);
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

export const tokenOf = (role: Role): string => `token-of-the-${role}`;

/** A line of a tokens file. */
export const tokenLine = (name: string, role: string, token: string): string =>
  `${name} ${role} sha256:${createHash('sha256').update(token).digest('hex')}\n`;

/** Lines with one token for each role. */
const TOKENS = ROLES.map((role) => tokenLine(role, role, tokenOf(role))).join('');

interface Sent {
  /** Sent as JSON unless it is a text. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly role?: Role;
}

/** The whole API over a real engine in a simulated world, with a gateway `shop` that has begun its release. */
export class ServedApi {
  readonly faults: unknown[] = [];
  readonly requests: ServedRequest[] = [];
  readonly events = new EventLog();
  readonly language = new DirectDesk();
  readonly hooks = new HookPaths(Buffer.alloc(32, 7));
  isReady = true;
  #server: ApiServer | null = null;

  private constructor(
    readonly folder: string,
    readonly world: World,
    readonly control: TestControl,
  ) {
    world.runtime.subscribe((event) => {
      this.events.append(event);
    });
  }

  static async start(
    { withTokens = false, ...options }: Partial<ApiOptions> & { readonly withTokens?: boolean } = {},
    ports: Partial<ApiPorts> = {},
    documents: readonly GatewayDocument[] = [gatewayDocument()],
  ): Promise<ServedApi> {
    const folder = await mkdtemp(join(tmpdir(), 'lamia-api-'));
    const tokens = join(folder, 'tokens');
    await writeFile(tokens, TOKENS);
    const store = new MemoryStore();
    const world = new World({}, {}, store);
    const served = new ServedApi(folder, world, new TestControl(world, store));
    for (const document of documents) await served.control.add(document);
    await world.start(...(await Promise.all(documents.map(gatewayOf))));
    try {
      const asked = { tokens: withTokens ? tokens : null, ...options };
      await served.#serve(asked, ports, await catalogueOf('embedded'));
    } catch (error) {
      // Whoever expects a refused start has nothing to close.
      await served.close();
      throw error;
    }
    return served;
  }

  async #serve(options: Partial<ApiOptions>, ports: Partial<ApiPorts>, catalogue: Catalogue): Promise<void> {
    this.#server = await startApiServer(
      {
        listen: { host: '127.0.0.1', port: 0 },
        tokens: null,
        tls: null,
        plainHttp: false,
        hosts: [],
        report: (fault) => this.faults.push(fault),
        served: (request) => this.requests.push(request),
        ...options,
      },
      {
        control: this.control,
        address: () => ({ host: '127.0.0.1', port: 8080 }),
        ready: () => this.isReady,
        events: this.events,
        language: this.language,
        traffic: new TrafficDesk(
          (name, signal) => this.#traffic(name, signal),
          () => this.world.clock.now(),
        ),
        values: new ValuesDesk(
          this.language,
          ({ metrics }) => (metrics === null ? null : { source: this.world.source, catalogue }),
          new SharedReads(),
          () => this.world.clock.now(),
        ),
        past: new PastDesk(
          ({ gateway, document }) =>
            gateway.metrics?.source.kind === 'prometheus'
              ? { gateway, catalogue, text: JSON.stringify(document), source: this.#pastSource() }
              : 'it keeps no past',
          'lamia 0.0.0',
          () => this.world.clock.now(),
        ),
        hooks: this.hooks,
        version: '0.0.0',
        now: () => this.world.clock.now(),
        metrics: null,
        ...ports,
      },
    );
  }

  /** What the source says now, at every instant of the past. */
  #pastSource(): PastSource {
    const { source } = this.world;
    return {
      read: (request) => source.read(request),
      readPast: async ({ from, every, instants, reads }) => {
        const times = Array.from({ length: instants }, (_, place) => from + place * every);
        const answers = await Promise.all(times.map((at) => source.read({ at, reads })));
        return { samples: answers.map(({ samples }) => samples), warnings: [], requests: 1 };
      },
      close: () => source.close(),
    };
  }

  async #traffic(name: string, signal: AbortSignal): Promise<Traffic | null> {
    const found = this.control.find(name);
    if (found === null) return null;
    return await readTraffic(found.gateway, this.world.source, this.world.clock.now(), signal);
  }

  get url(): string {
    if (this.#server === null) throw new Error('the server does not run');
    return this.#server.url;
  }

  async ask(method: string, path: string, { body, headers = {}, role }: Sent = {}): Promise<Response> {
    const text = typeof body === 'string' || body === undefined ? body : JSON.stringify(body);
    return await fetch(new URL(path, this.url), {
      method,
      redirect: 'manual',
      headers: {
        ...(method !== 'GET' && method !== 'DELETE' && { 'content-type': 'application/json' }),
        ...(role !== undefined && { authorization: `Bearer ${tokenOf(role)}` }),
        ...headers,
      },
      ...(text !== undefined && { body: text }),
    });
  }

  async close(): Promise<void> {
    await this.#server?.close();
    this.#server = null;
    await this.world.stop();
    await rm(this.folder, { recursive: true, force: true });
  }
}

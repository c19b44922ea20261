import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { request } from 'node:http';
import type { Refusal } from '../release/control.js';
import { StoreError } from '../store/store.js';
import { ROLES, type Role } from './access/role.js';
import type { Operation } from './operation.js';
import { apiDescription, OPERATIONS } from './operations.js';
import { problem } from './problem.js';
import { gatewayDocument } from './testing/gateways.js';
import { ServedApi, tokenOf } from './testing/served-api.js';

/*
 * Every operation of the OpenAPI document is asked in such a way that each status it names comes about, and each answer is
 * validated against the schema that the document has for it. A status that no way leads to fails, and so does an answer of
 * another form.
 */

const document = apiDescription();
const ajv = new Ajv2020({
  strict: false,
  allErrors: true,
  formats: { 'date-time': (text: string) => !Number.isNaN(Date.parse(text)) },
});
ajv.addSchema({ $id: 'api', ...document });

interface Described {
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, object>> }>>;
}

const describedAs = ({ at, method }: Operation): Described =>
  document.paths[at]?.[method.toLowerCase()] as unknown as Described; // the document's own form

/** What makes a request that succeeds; null takes a header away. */
interface Recipe {
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string | null>>;
  readonly role?: Role | null;
}

const CONDITION = { source: 'header "User-Agent" contains "Chrome"' };

const RECIPES: Readonly<Record<string, Recipe>> = {
  putGateway: { path: { name: 'news' }, body: gatewayDocument('news'), headers: { 'if-none-match': '*' } },
  deleteGateway: { headers: { 'if-match': '*' } },
  setGatewayWeights: { body: { route: 'default', weights: { version1: 20, version2: '80%' } } },
  approveGateway: { body: { approved: false } },
  retireGatewayVersion: { body: { version: 'version1' } },
  check: { body: { source: 'requests', kind: 'score' } },
  format: { body: { source: 'requests' } },
  evaluate: { body: { source: 'requests', metrics: { version1: { requests: 5 } } } },
  match: { body: { ...CONDITION, request: { path: '/' } } },
  compile: { body: { ...CONDITION, target: 'rules' } },
  readGatewayValues: { body: { source: 'requests', kind: 'score' } },
};

interface Got {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

/** Sends exactly these headers, `host` among them, and reads no further than the head of a stream. */
function send(
  url: URL,
  method: string,
  headers: Readonly<Record<string, string>>,
  body: string | null,
): Promise<Got> {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { method, headers }, (response) => {
      const head = { status: response.statusCode ?? 0, type: response.headers['content-type'] ?? '' };
      if (head.type.startsWith('text/event-stream')) {
        outgoing.destroy();
        resolve({ ...head, body: '' });
        return;
      }
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        resolve({ ...head, body: Buffer.concat(chunks).toString() });
      });
    });
    outgoing.once('error', reject);
    outgoing.end(body ?? undefined);
  });
}

const refusalOf = (why: Refusal['why']): Refusal => ({
  ok: false,
  why,
  message: `it is ${why}`,
  findings: [],
});

describe.each(OPERATIONS.map((operation) => [operation.id, operation] as const))('%s', (id, operation) => {
  const recipe = RECIPES[id] ?? {};
  let api: ServedApi;

  beforeEach(async () => {
    api = await ServedApi.start({ withTokens: true });
  });

  afterEach(async () => {
    await api.close();
  });

  function ask(change: Recipe & { readonly raw?: string } = {}): Promise<Got> {
    const secret = api.hooks.pathOf('argo', 'shop').split('/').at(-1) ?? '';
    const path: Readonly<Record<string, string>> = { name: 'shop', secret, ...recipe.path, ...change.path };
    const at = operation.at.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
      encodeURIComponent(path[name] ?? ''),
    );
    const { query = '', body, role = 'admin' } = { ...recipe, ...change };
    const headers = {
      'content-type': operation.body === null ? null : 'application/json',
      authorization: role === null ? null : `Bearer ${tokenOf(role)}`,
      ...recipe.headers,
      ...change.headers,
    };
    const sent = Object.entries(headers).flatMap(([name, value]) =>
      value === null ? [] : [[name, value] as const],
    );
    const text = change.raw ?? (body === undefined ? null : JSON.stringify(body));
    return send(new URL(`${at}${query}`, api.url), operation.method, Object.fromEntries(sent), text);
  }

  /** How each status comes about. */
  async function provoke(status: number): Promise<Got> {
    switch (status) {
      case 200:
        return await succeed();
      case 201:
      case 204:
        return await ask();
      case 304:
        return await ask({ headers: { 'if-none-match': '"r1"' } });
      case 400:
        return await ask({ query: '?no-such-parameter=1' });
      case 401:
        return await ask({ role: null });
      case 403:
        return await ask({ headers: { origin: 'http://evil.example' } });
      case 404:
        if (id === 'getMetrics') return await ask();
        if (id === 'listMetricsCatalogues') return await ask({ query: '?gateway=shap' });
        return await ask(
          id === 'putGateway'
            ? { path: { name: 'shop' }, query: '?namespace=elsewhere' }
            : { path: { name: 'shap' } },
        );
      case 409:
        api.control.refusal = refusalOf('conflict');
        return await ask();
      case 412:
        api.control.refusal = refusalOf('stale');
        return await ask({ headers: { 'if-match': '"another"', 'if-none-match': null } });
      case 413:
        return await ask({ raw: JSON.stringify({ source: 'x'.repeat(3_000_000) }) });
      case 415:
        return await ask({ headers: { 'content-type': 'text/plain' } });
      case 421:
        return await ask({ headers: { host: 'evil.example' } });
      case 422:
        api.control.refusal = refusalOf('invalid');
        return await ask(operation.body?.checkedBy === 'schema' ? { raw: '[]' } : {});
      case 428:
        return await ask({ headers: { 'if-match': null, 'if-none-match': null } });
      case 429:
        await api.close();
        api = await ServedApi.start({ withTokens: true, limits: { rate: { perSecond: 0.001, burst: 0 } } });
        return await ask();
      case 503:
        api.isReady = false;
        api.control.refusal = refusalOf('outside');
        api.control.failure = new StoreError('the disk is full');
        api.language.instead = { ok: false, problem: problem(503, 'too many texts are waiting') };
        for (let n = 0; id === 'streamEvents' && n < 200; n += 1) api.events.onAppend(() => undefined);
        return await ask();
      default:
        throw new Error(`nobody knows how ${status} comes about`);
    }
  }

  async function succeed(): Promise<Got> {
    if (id === 'putGateway') {
      const body = gatewayDocument('shop', 'default', '20s');
      return await ask({
        path: { name: 'shop' },
        body,
        headers: { 'if-match': '"r1"', 'if-none-match': null },
      });
    }
    if (id === 'getMetrics') {
      await api.close();
      const metrics = { contentType: 'text/plain; version=0.0.4', text: () => Promise.resolve('up 1\n') };
      api = await ServedApi.start({ withTokens: true }, { metrics });
    }
    // A release under way, that has just been decided for the candidate.
    api.world.source.instead = { known: true, value: 5_000 };
    for (let tick = 0; tick < 30; tick += 1) {
      await api.world.run(10_000);
      const [newest] = (await api.control.decisions('shop', 1)) ?? [];
      if (newest?.record.outcomes.some(({ proposal }) => proposal.kind === 'toward')) break;
    }
    return await ask();
  }

  function expectAsDescribed({ status, type, body }: Got): void {
    const content = describedAs(operation).responses[status]?.content ?? {};
    const [media = ''] = type.split(';');
    if (body === '' && Object.keys(content).length === 0) return;
    expect(Object.keys(content).map((key) => key.split(';')[0])).toContain(media);
    if (!media.endsWith('json')) return;
    const steps = [
      'paths',
      operation.at,
      operation.method.toLowerCase(),
      'responses',
      String(status),
      'content',
    ];
    const pointer = [...steps, media, 'schema'].map((step) =>
      step.replaceAll('~', '~0').replaceAll('/', '~1'),
    );
    const validate = ajv.compile({ $ref: `api#/${encodeURI(pointer.join('/'))}` });
    validate(JSON.parse(body));
    expect(validate.errors ?? []).toEqual([]);
  }

  test('gives every status that it is said to give, in the form that is said', async () => {
    for (const status of Object.keys(describedAs(operation).responses).map(Number)) {
      const got = await provoke(status);
      // The body shows why it is another one.
      expect(got.status === status ? status : got).toBe(status);
      expectAsDescribed(got);
      if (status < 300 || status === 429 || status === 503) {
        await api.close();
        api = await ServedApi.start({ withTokens: true });
      }
      api.control.refusal = null;
    }
  });

  const { role: needed } = operation;
  if (needed === 'anyone') return;

  test.each(ROLES)('says whether it is for whoever has the role %s', async (role) => {
    const { status } = await ask({ role });
    expect(status === 403 && !id.startsWith('askForFlagger')).toBe(
      ROLES.indexOf(role) < ROLES.indexOf(needed),
    );
  });
});

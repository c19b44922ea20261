import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import {
  link,
  mkdir,
  mkdtemp,
  open as fileOpen,
  readdir,
  rename,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { build } from 'esbuild';
import Database from 'libsql';
import type { GatewayState } from '../../release/state.js';
import { readStates } from '../../standalone/stored-states.js';
import { StoreError } from '../store.js';
import { recordFor, stateAt } from '../testing/entries.js';
import { LibsqlStore } from './libsql-store.js';

let folder: string;
let file: string;
const open: LibsqlStore[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lamia-state-'));
  file = join(folder, 'state.db');
});

afterEach(async () => {
  await Promise.all(open.splice(0).map((store) => store.close()));
  await rm(folder, { recursive: true });
});

function opened(path = file): LibsqlStore {
  const store = LibsqlStore.open(path);
  open.push(store);
  return store;
}

async function reopened(): Promise<LibsqlStore> {
  await Promise.all(open.splice(0).map((store) => store.close()));
  return opened();
}

/** What `open` says to a file that it refuses. */
function refusal(path = file): string {
  try {
    opened(path);
  } catch (error) {
    expect(error).toBeInstanceOf(StoreError);
    return (error as StoreError).message; // the line above
  }
  throw new Error('the file was opened');
}

describe('a state file', () => {
  test('has everything when it is opened again', async () => {
    const store = opened();
    await store.saveIntents([{ state: stateAt(1), record: null }]);
    await store.saveOutcomes([{ state: stateAt(2), record: recordFor('version2', 5) }]);
    const again = await reopened();
    expect(await again.load()).toEqual([stateAt(2)]);
    expect(await again.decisions('shop', 5)).toEqual([
      { keeping: 'change', record: recordFor('version2', 5) },
    ]);
  });

  test('goes on with its log: what says the same as before the restart is no change', async () => {
    await opened().saveOutcomes([{ state: stateAt(1), record: recordFor('version2', 0) }]);
    const store = await reopened();
    for (const at of [10_000, 60_000]) {
      await store.saveOutcomes([{ state: stateAt(1), record: recordFor('version2', at) }]);
    }
    const keepings = (await store.decisions('shop', 5)).map(({ keeping }) => keeping);
    expect(keepings).toEqual(['heartbeat', 'ring', 'change']);
  });

  test('takes all of a call or nothing of it, and goes on right when the failure is over', async () => {
    const store = opened();
    await store.saveIntents([{ state: stateAt(1), record: null }]);
    const outside = new Database(file);
    outside.exec(`CREATE TRIGGER refusing BEFORE INSERT ON gateway WHEN NEW.name = 'cart'
      BEGIN SELECT RAISE(ABORT, 'no room for a cart'); END`);
    const outcome = { state: stateAt(2), record: recordFor('version2', 0) };
    const cart = { state: stateAt(1, 'cart'), record: null };
    await expect(store.saveOutcomes([outcome, cart])).rejects.toThrow(/state\.db.*no room for a cart/);
    expect(await store.load()).toEqual([stateAt(1)]);
    expect(await store.decisions('shop', 5)).toEqual([]);
    outside.exec('DROP TRIGGER refusing');
    outside.close();
    await store.saveOutcomes([outcome]);
    expect(await store.load()).toEqual([stateAt(2)]);
    expect((await store.decisions('shop', 5)).map(({ keeping }) => keeping)).toEqual(['change']);
  });

  test('takes nothing any more once it is gone from its place, and goes on when it is back', async () => {
    const store = opened();
    const away = join(folder, 'away.db');
    await rename(file, away);
    const gone = new StoreError(
      `the state file \`${file}\` was moved or deleted while it was in use, so that no traffic is moved any more; ` +
        'put it back, or start lamia again if it is gone for good',
    );
    await expect(store.saveIntents([])).rejects.toThrow(gone);
    await expect(store.saveOutcomes([{ state: stateAt(1), record: null }])).rejects.toThrow(gone);
    await writeFile(file, '');
    await expect(store.saveIntents([])).rejects.toThrow('was replaced by another while it was in use');
    await rename(away, file);
    await store.saveIntents([{ state: stateAt(2), record: null }]);
    expect(await store.load()).toEqual([stateAt(2)]);
  });

  test('can be read by others while it is written, and neither waits for the other', async () => {
    const store = opened();
    await store.saveIntents([{ state: stateAt(3), record: null }]);
    const reader = new Database(file, { readonly: true });
    reader.exec('BEGIN');
    const names = (): unknown => reader.prepare('SELECT name FROM gateway').all([]);
    expect(names()).toEqual([{ name: 'shop' }]);
    await store.saveIntents([{ state: stateAt(1, 'cart'), record: null }]);
    expect(names()).toEqual([{ name: 'shop' }]);
    reader.exec('COMMIT');
    expect(names()).toEqual([{ name: 'cart' }, { name: 'shop' }]);
    reader.close();
  });
});

describe('one writer', () => {
  test('a second runtime is refused and told which process has the file', () => {
    opened();
    expect(refusal()).toBe(
      `the state file \`${file}\` is in use by the lamia with process id ${process.pid}; ` +
        'stop that one or choose another file with `--state`',
    );
  });

  test('another name of the same file does not help', async () => {
    opened();
    const alias = join(folder, 'alias.db');
    await symlink(file, alias);
    expect(refusal(alias)).toContain('is in use by');
  });

  test('nor does a second name of the same file, whichever was there first', async () => {
    opened();
    const alias = join(folder, 'alias.db');
    await link(file, alias);
    // Who it is stands in a file beside the other name.
    expect(refusal(alias)).toContain('is in use by another process');
    await mkdir(join(folder, 'other'));
    await rename(alias, join(folder, 'other', 'alias.db'));
    const elsewhere = refusal(join(folder, 'other', 'alias.db'));
    expect(elsewhere).toContain(
      'has 2 names (hard links), and what is written under one is not seen under another',
    );
    expect(await readdir(join(folder, 'other'))).toEqual(['alias.db']);
  });

  test('nor does another name that the file was given meanwhile', async () => {
    opened();
    await rename(file, join(folder, 'renamed.db'));
    expect(refusal(join(folder, 'renamed.db'))).toContain('is in use by');
  });

  test('a writer that was refused leaves the first one undisturbed', async () => {
    const store = opened();
    refusal();
    await store.saveIntents([{ state: stateAt(4), record: null }]);
    expect(await store.load()).toEqual([stateAt(4)]);
  });

  test('a closed file can be taken over', async () => {
    await opened().saveIntents([{ state: stateAt(1), record: null }]);
    expect(await (await reopened()).load()).toEqual([stateAt(1)]);
  });

  test('a file whose writer was killed can be taken over at once, with all that was stored', async () => {
    const child = await writer();
    try {
      expect(refusal()).toContain(`the lamia with process id ${child.pid}`);
    } finally {
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
    expect(await opened().load()).toEqual([stateAt(7)]);
  });
});

/** Another process that has the file open and has stored a state; it lives until it is killed. */
async function writer(): Promise<ChildProcess> {
  const script = join(folder, 'writer.mjs');
  const libsql = createRequire(import.meta.url).resolve('libsql');
  await build({
    stdin: {
      contents: `
        import { LibsqlStore } from './libsql-store.ts';
        const state = ${JSON.stringify(stateAt(7))};
        await LibsqlStore.open(${JSON.stringify(file)}).saveIntents([{ state, record: null }]);
        console.log('stored');
        setInterval(() => undefined, 1000);`,
      resolveDir: dirname(fileURLToPath(import.meta.url)),
    },
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile: script,
    plugins: [
      {
        name: 'native',
        setup: (building) => {
          building.onResolve({ filter: /^libsql$/ }, () => ({ path: libsql, external: true }));
        },
      },
    ],
    logLevel: 'error',
  });
  const child = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  return child;
}

describe('a file that cannot be used', () => {
  test('something else than a state file is refused', async () => {
    await writeFile(file, 'these are my holiday photos '.repeat(1000));
    expect(refusal()).toBe(
      `\`${file}\` is no state file or is damaged (file is not a database); restore a copy, or move it away to start anew`,
    );
  });

  test('a damaged state file is refused', async () => {
    const store = opened();
    for (let at = 0; at < 100; at += 1) {
      await store.saveOutcomes([{ state: stateAt(at), record: recordFor(`version${at}`, at) }]);
    }
    await Promise.all(open.splice(0).map((each) => each.close()));
    const { size } = await stat(file);
    const handle = await fileOpen(file, 'r+');
    await handle.write(Buffer.alloc(size / 2, 0x5a), 0, size / 2, size / 4);
    await handle.close();
    expect(refusal()).toContain('is no state file or is damaged');
  });

  test('a state file of a newer lamia is refused', async () => {
    opened();
    const outside = new Database(file);
    outside.exec('INSERT INTO schema_version (version, applied) VALUES (99, 0)');
    outside.close();
    await Promise.all(open.splice(0).map((each) => each.close()));
    expect(refusal().replace(/knows \d+/, 'knows N')).toBe(
      `the state file \`${file}\` has schema 99 of a newer lamia, this one knows N; use the newer one`,
    );
  });

  test.each([
    ['an empty object', '{}', "`` must have required property 'gateway'"],
    ['another gateway’s', JSON.stringify(stateAt(1, 'cart')), 'it is that of gateway `cart`'],
    [
      'one of an unknown phase',
      JSON.stringify(stateAt(1)).replace('"Pending"', '"Dreaming"'),
      '`/release/phase` must be equal to one of the allowed values',
    ],
    [
      'one of a share too many',
      JSON.stringify(stateAt(1)).replace('10000', '10001'),
      '`/declared/routes/0/shares/0/1` must be <= 10000',
    ],
  ])('a state of another shape is refused, not taken for none: %s', async (_name, state, what) => {
    await opened().saveIntents([{ state: stateAt(1), record: null }]);
    await Promise.all(open.splice(0).map((store) => store.close()));
    const outside = new Database(file);
    outside.prepare('UPDATE gateway SET state = ?').run([state]);
    outside.close();
    const message =
      `the state of gateway \`shop\` in \`${file}\` cannot be read (${what}); ` +
      'restore a copy of the file, move it away to start anew, or choose another with `--state`';
    await expect(opened().load()).rejects.toThrow(new StoreError(message));
    expect(() => readStates(file)).toThrow(new StoreError(message));
  });

  test('a state and a log of a version that knew no operators are read', async () => {
    const state = stateAt(1);
    const { promoting, suspension, suspendedFor, ...release } = state.release ?? {};
    const { operation, ...record } = recordFor('version2', 1000);
    await opened().saveIntents([{ state, record: recordFor('version2', 1000) }]);
    await Promise.all(open.splice(0).map((store) => store.close()));
    const outside = new Database(file);
    outside.prepare('UPDATE gateway SET state = ?').run([JSON.stringify({ ...state, release })]);
    outside.prepare('UPDATE decision SET record = ?').run([JSON.stringify(record)]);
    outside.close();
    expect({ promoting, suspension, suspendedFor, operation }).toEqual({
      promoting: false,
      suspension: null,
      suspendedFor: 0,
      operation: null,
    });
    const store = opened();
    expect(await store.load()).toEqual([state]);
    expect((await store.decisions('shop', 1))[0]?.record).toEqual({ ...record, operation: null });
  });

  test('a folder that does not exist is refused', () => {
    expect(refusal(join(folder, 'missing', 'state.db'))).toBe(
      `the folder \`${join(folder, 'missing')}\` of the state file does not exist; ` +
        'create it or choose another file with `--state`',
    );
  });

  test.each([
    ['an empty path', () => '', () => 'the path of the state file is empty'],
    [
      'a folder in place of a file',
      () => folder,
      () =>
        `\`${folder}\` is a folder, not a state file; name a file in it, such as \`--state ${folder}/state.db\``,
    ],
    [
      'a file in place of a folder',
      () => join(folder, 'file', 'state.db'),
      () =>
        `the state file \`${folder}/file/state.db\` cannot be used: a part of its path is a file, not a folder`,
    ],
    // A folder that nobody may write to, root neither.
    ...(existsSync('/sys/kernel')
      ? [
          [
            'a folder that must not be written',
            () => '/sys/kernel/state.db',
            () =>
              'the state file `/sys/kernel/state.db` cannot be used: the permissions of it or its folder forbid to write it; ' +
              'name another file with `--state FILE`',
          ] as const,
        ]
      : []),
  ])('%s is refused, and nothing is left behind', async (_name, path, message) => {
    await writeFile(join(folder, 'file'), '');
    expect(refusal(path())).toContain(message());
    expect(await readdir(folder)).toEqual(['file']);
    expect(existsSync(`${folder}.lock`)).toBe(false);
  });

  test('a file that was refused is not locked, and nothing is left beside it', async () => {
    await writeFile(file, 'these are my holiday photos '.repeat(1000));
    refusal();
    expect(await readdir(folder)).toEqual(['state.db']);
    await rm(file);
    expect(await opened().load()).toEqual([]);
  });
});

describe('what is written at a tick without news', () => {
  const askedAt = (at: number): GatewayState => {
    const state = stateAt(1);
    if (state.release === null) throw new Error('the gateway has a release');
    const policies = state.release.policies.map((policy) => ({ ...policy, askedAt: at }));
    return { ...state, release: { ...state.release, policies } };
  };
  const askedIn = (states: readonly GatewayState[]): number | null | undefined =>
    states[0]?.release?.policies[0]?.askedAt;

  test('not when its policies were asked, until the heartbeat or the end', async () => {
    const store = opened();
    for (const at of [1000, 2000, 3000]) {
      await store.saveOutcomes([{ state: askedAt(at), record: recordFor('version2', at) }]);
    }
    expect(askedIn(readStates(file))).toBe(1000);
    expect(askedIn(await store.load())).toBe(3000);
    await store.saveOutcomes([{ state: askedAt(61_000), record: recordFor('version2', 61_000) }]);
    expect(askedIn(readStates(file))).toBe(61_000);
    await store.saveOutcomes([{ state: askedAt(62_000), record: recordFor('version2', 62_000) }]);
    expect(askedIn(await (await reopened()).load())).toBe(62_000);
  });

  test('what is worth remembering at once', async () => {
    const store = opened();
    await store.saveOutcomes([{ state: askedAt(1000), record: recordFor('version2', 1000) }]);
    const gone = { ...askedAt(2000), outage: { since: 2000, message: 'gone' } };
    await store.saveOutcomes([{ state: gone, record: recordFor('version2', 2000) }]);
    expect(readStates(file)).toEqual([gone]);
  });

  test('the rings of many gateways are written more seldom, so that together they stay within bounds', async () => {
    const store = opened();
    const names = Array.from({ length: 1000 }, (_, place) => `gateway-${place}`);
    for (const at of [0, 5000, 10_000, 15_000, 20_000]) {
      await store.saveOutcomes(
        names.map((name) => ({ state: stateAt(1, name), record: recordFor('version2', at, name) })),
      );
    }
    const logged = await store.decisions('gateway-500', 10);
    expect(logged.map(({ record }) => record.at)).toEqual([20_000, 10_000, 0]);
  });
});

import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { assetsFolder, locateAssets, olderFolder } from '../../scripts/kube-apiserver/assets.mjs';

const BUILD = fileURLToPath(new URL('../../scripts/kube-apiserver/build.mjs', import.meta.url));

let folder: string;
let env: NodeJS.ProcessEnv;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lamia-assets-'));
  mkdirSync(join(folder, 'bin'));
  env = { XDG_CACHE_HOME: join(folder, 'cache') };
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const program = (file: string, text: string): void =>
  writeFileSync(file, `#!/bin/sh\n${text}\n`, { mode: 0o755 });

/** Builds with a Go that answers as told; what it was asked to build stands in `asked`. */
function build(go: string, args: readonly string[] = []): { code: number | null; out: string; err: string } {
  const asked = join(folder, 'asked');
  program(
    join(folder, 'bin', 'go'),
    `if [ "$1" = version ]; then echo go version go1.26.8 linux/amd64; exit; fi
echo "$@" >> ${asked}
while [ "$1" != -o ]; do shift; done
${go}`,
  );
  const { status, stdout, stderr } = spawnSync(process.execPath, [BUILD, ...args], {
    encoding: 'utf8',
    env: { ...process.env, ...env, PATH: [join(folder, 'bin'), process.env['PATH']].join(delimiter) },
  });
  return { code: status, out: stdout.trim(), err: stderr };
}

const WORKS = 'printf "#!/bin/sh\\n" > "$2"; chmod +x "$2"';
const BREAKS_LATE = `case "$2" in */etcd) echo no such host >&2; exit 1 ;; esac; ${WORKS}`;

describe('npm run build:kube-apiserver', () => {
  test('builds both programs, says where, and finds them there the next time', () => {
    const first = build(WORKS);
    expect([first.code, first.out]).toEqual([0, assetsFolder(env)]);
    expect(locateAssets(env)).toBe(first.out);
    expect(readdirSync(join(env['XDG_CACHE_HOME'] ?? '', 'lamia', 'kubebuilder-assets'))).toHaveLength(1);
    const asked = readFileSync(join(folder, 'asked'), 'utf8');
    expect(asked).toMatch(
      /-mod=readonly .*gitVersion=v1\.\d+\.\d+ .* k8s\.io\/kubernetes\/cmd\/kube-apiserver\n/,
    );
    const second = build('exit 1');
    expect([second.code, second.out]).toEqual([0, first.out]);
    expect(readFileSync(join(folder, 'asked'), 'utf8')).toBe(asked);
  });

  test('a build that breaks in the middle leaves nothing that looks built', () => {
    const { code, out, err } = build(BREAKS_LATE);
    expect([code, out]).toEqual([1, '']);
    expect(err).toContain('no such host');
    expect(locateAssets(env)).toBeNull();
    expect(readdirSync(join(env['XDG_CACHE_HOME'] ?? '', 'lamia', 'kubebuilder-assets'))).toEqual([]);
  });

  test('where it breaks a script may build an older server, whose etcd is the installed one', () => {
    const script = join(folder, 'older.sh');
    program(script, 'echo noise; printf "#!/bin/sh\\n" > "$1/kube-apiserver"');
    program(join(folder, 'bin', 'etcd'), '');
    const { code, out } = build('exit 1', [`--older=${script}`]);
    expect([code, out]).toEqual([0, olderFolder(env)]);
    expect(locateAssets(env)).toBe(out);
  });
});

describe('where the tests look for a server', () => {
  test('nowhere else when KUBEBUILDER_ASSETS names a folder', () => {
    build(WORKS);
    const empty = { ...env, KUBEBUILDER_ASSETS: join(folder, 'bin') };
    expect(() => locateAssets(empty)).toThrow(
      'which KUBEBUILDER_ASSETS names, has no kube-apiserver and etcd',
    );
    const built = assetsFolder(env);
    expect(locateAssets({ KUBEBUILDER_ASSETS: built, XDG_CACHE_HOME: folder })).toBe(built);
  });

  test('a folder that lacks one of the programs is none', () => {
    build(WORKS);
    rmSync(join(assetsFolder(env), 'etcd'));
    expect(locateAssets(env)).toBeNull();
    expect(existsSync(assetsFolder(env))).toBe(true);
    expect(build(WORKS).code).toBe(0);
    expect(locateAssets(env)).toBe(assetsFolder(env));
  });
});

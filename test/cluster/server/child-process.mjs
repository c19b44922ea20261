import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

const STOPPED_WITHIN = 15_000;
/** How much of what a program said last is told when it did not start. */
const TOLD = 4_000;

/**
 * A program that runs until it is ended.
 * @typedef {object} Program
 * @property {number} pid
 * @property {() => boolean} hasEnded
 * @property {() => string} said the end of its log
 * @property {(signal?: 'SIGTERM' | 'SIGKILL') => Promise<void>} end resolves once it is gone; killed where it does not go by itself
 */

/**
 * @param {string} file
 * @param {readonly string[]} args
 * @returns {Program}
 */
export function launch(file, args) {
  const child = spawn(file, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let log = '';
  child.stderr.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
    log = (log + text).slice(-TOLD);
  });
  child.on('error', (error) => {
    log += error.message;
  });
  const hasEnded = () => child.pid === undefined || child.exitCode !== null || child.signalCode !== null;
  return {
    pid: child.pid ?? 0,
    hasEnded,
    said: () => log,
    async end(signal = 'SIGTERM') {
      if (hasEnded()) return;
      const ended = once(child, 'exit');
      child.kill(signal);
      const timer = setTimeout(() => child.kill('SIGKILL'), STOPPED_WITHIN);
      await ended;
      clearTimeout(timer);
    },
  };
}

/**
 * Waits until a program does its work.
 * @param {Program} program
 * @param {number} within milliseconds
 * @param {() => Promise<boolean>} isReady
 * @returns {Promise<boolean>} false where it ended or took too long
 */
export async function becomesReady(program, within, isReady) {
  const end = Date.now() + within;
  while (!program.hasEnded() && Date.now() < end) {
    // Nothing listens yet: the same as not ready.
    if (await isReady().catch(() => false)) return true;
    await wait(50);
  }
  return false;
}

/**
 * Ports of this machine's own that nothing listens at.
 * @param {number} count
 * @returns {Promise<number[]>}
 */
export async function freePorts(count) {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer().listen(0, '127.0.0.1');
      await once(server, 'listening');
      return server;
    }),
  );
  const ports = servers.map((server) => {
    const address = server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  });
  await Promise.all(servers.map((server) => once(server.close(), 'close')));
  return ports;
}

import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { basename } from 'node:path';

const FORWARDED = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);

/**
 * Runs a command on this process' own terminal and resolves with its exit code as a shell tells it: 128 + the signal's
 * number where a signal ended it, 127 where it could not be started. Signals sent to this process go on to the command, and this process waits
 * for it to end, so that nothing is left behind by a stopped script.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, stdio?: import('node:child_process').StdioOptions }} [options]
 * @returns {Promise<number>}
 */
export function run(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: 'inherit', ...options });
    /** @param {NodeJS.Signals} signal */
    const forward = (signal) => void child.kill(signal);
    for (const signal of FORWARDED) process.on(signal, forward);
    /** @param {number} code */
    const finish = (code) => {
      for (const signal of FORWARDED) process.off(signal, forward);
      resolve(code);
    };
    child.once('error', (error) => {
      console.error(`cannot run \`${command}\`: ${error.message}`);
      finish(127);
    });
    child.once('exit', (code, signal) => {
      finish(signal === null ? (code ?? 1) : 128 + constants.signals[signal]);
    });
  });
}

/**
 * Runs npm: the one that started this script where there is one, else the one on PATH.
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} [options]
 */
export function npm(args, options) {
  const self = process.env['npm_execpath'];
  return self !== undefined && basename(self) === 'npm-cli.js'
    ? run(process.execPath, [self, ...args], options)
    : run('npm', args, options);
}

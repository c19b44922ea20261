import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { seriesIn, sumOf } from '../../cluster/scale/exposition.mjs';

const STARTED_WITHIN = 60_000;

/** Starts a replica of the built controller as a process, and resolves once its probes are served. */
export async function startReplica({ root, kubeconfig, name, namespace }) {
  const command = path.join(root, 'packages', 'runtime', 'bin', 'lamia.mjs');
  const args = [command, 'controller', '--listen', '127.0.0.1:0', '--log-level', 'warning'];
  const env = {
    ...{ PATH: process.env.PATH ?? '', KUBECONFIG: kubeconfig },
    ...{ POD_NAME: name, POD_NAMESPACE: namespace },
  };
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'ignore', 'pipe'] });
  let log = '';
  child.stderr.setEncoding('utf8').on('data', (text) => {
    log += text;
  });
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null;
  const end = async (signal) => {
    if (hasEnded()) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  };
  let address;
  for (let left = STARTED_WITHIN; address === undefined; left -= 50) {
    if (left <= 0 || hasEnded()) throw new Error(`${name} did not start: ${log}`);
    address = /with probes on (\S+)/.exec(log)?.[1];
    await pause(50);
  }
  return {
    name,
    log: () => log,
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
    async metrics() {
      const page = seriesIn(await (await fetch(`http://${address}/metrics`)).text());
      return {
        ticks: sumOf(page, 'lamia_ticks_total'),
        cpu: sumOf(page, 'process_cpu_seconds_total'),
        rss: sumOf(page, 'process_resident_memory_bytes'),
        lags: new Map(
          page
            .filter((series) => series.name === 'lamia_tick_lag_seconds_bucket')
            .map(({ labels, value }) => [Number(labels.le.replace('+Inf', 'Infinity')), value]),
        ),
      };
    },
  };
}

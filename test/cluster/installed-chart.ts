import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Ended } from '../cli/lamia.js';
import { CHART } from '../deploy/manifests.js';
import { pathOf, succeeded } from './cluster.js';
import { CONTROLLER } from './controller-account.js';
import { discoveredKind } from './discovered-kind.js';
import { request } from './server/request.mjs';
import type { RunningServer } from './server/start.mjs';

const PATIENCE = 60_000;
/** Of Helm; the account of the controller is called like it. */
const RELEASE = CONTROLLER.account;
const PLACE = ['--namespace', CONTROLLER.namespace];
/** Where the chart puts the configuration in a pod. */
const MOUNTED = '/etc/lamia/runtime.yaml';

/** The chart of the controller, installed by Helm as its README says, and what a pod of it would be. */
export class InstalledChart {
  private constructor(
    readonly helm: string,
    readonly server: RunningServer,
    readonly folder: string,
  ) {}

  /** @param helm path of the program */
  static async on(helm: string, server: RunningServer): Promise<InstalledChart> {
    return new InstalledChart(helm, server, await mkdtemp(join(tmpdir(), 'lamia-chart-')));
  }

  async close(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }

  /** Installs the chart, or changes what is there. */
  upgrade(values: Readonly<Record<string, unknown>> = {}, release: string = RELEASE): Promise<Ended> {
    const set = Object.entries(values).flatMap(([key, value]) => [
      '--set-json',
      `${key}=${JSON.stringify(value)}`,
    ]);
    return this.#run('upgrade', '--install', release, CHART, ...PLACE, '--create-namespace', ...set);
  }

  uninstall(): Promise<Ended> {
    return this.#run('uninstall', RELEASE, ...PLACE);
  }

  /** How often it was installed or changed, also where that failed; 0 where it is not installed. */
  async revision(): Promise<number> {
    const { stdout } = await this.#run('history', RELEASE, ...PLACE, '--output', 'json');
    return stdout === '' ? 0 : (JSON.parse(stdout) as readonly unknown[]).length;
  }

  /** What the pods of the Deployment tell the controller beyond where it listens, with its configuration out of a pod's reach. */
  async words(): Promise<readonly string[]> {
    const { spec } = (await this.#object('apps/v1', 'Deployment')) as {
      readonly spec: {
        readonly template: {
          readonly spec: { readonly containers: readonly { readonly args: readonly string[] }[] };
        };
      };
    };
    const [command, listen, , ...words] = spec.template.spec.containers[0]?.args ?? [];
    if (command !== 'controller' || listen !== '--listen') throw new Error('the pods run the controller');
    if (!words.includes(MOUNTED)) return words;
    const { data } = (await this.#object('v1', 'ConfigMap')) as {
      readonly data: Readonly<Record<string, string>>;
    };
    const file = join(this.folder, 'runtime.yaml');
    await writeFile(file, data['runtime.yaml'] ?? '');
    return words.map((word) => (word === MOUNTED ? file : word));
  }

  async #object(apiVersion: string, kind: string): Promise<unknown> {
    const { access } = this.server;
    const path = pathOf(await discoveredKind(access, apiVersion, kind), CONTROLLER.namespace);
    return succeeded(await request(access, 'GET', `${path}/${RELEASE}`));
  }

  async #run(...words: readonly string[]): Promise<Ended> {
    const child = spawn(this.helm, words, {
      cwd: this.folder,
      env: {
        KUBECONFIG: this.server.kubeconfig,
        ...Object.fromEntries(
          ['CACHE', 'CONFIG', 'DATA'].map((each) => [`HELM_${each}_HOME`, join(this.folder, each)]),
        ),
      },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: PATIENCE,
      killSignal: 'SIGKILL',
    });
    const said = Promise.all([text(child.stdout), text(child.stderr)]);
    await once(child, 'close');
    const [stdout, stderr] = await said;
    return { code: child.exitCode, stdout, stderr };
  }
}

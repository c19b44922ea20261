import { stringify } from 'yaml';
import { ClusterError } from '../kubernetes/cluster/cluster-objects.js';
import type { KubernetesObject } from '../kubernetes/cluster/object.js';
import { openCluster } from '../kubernetes/cluster/open-cluster.js';
import { exposedObjects } from '../kubernetes/expose/exposed-objects.js';
import type { Exposure } from '../kubernetes/expose/exposure.js';
import { EXIT, outsideError, usageError } from './exit.js';
import { exposureOf, type ExposureFlags } from './exposure-flags.js';
import type { CommandIo } from './io.js';

export interface ExposeFlags extends ExposureFlags {
  readonly apply?: boolean;
  readonly context?: string;
  readonly json?: boolean;
}

/** As whom objects are applied: not as the controller, whose routes are another thing. */
const MANAGER = 'lamia-expose';
const WITHIN = 30_000;

/** `lamia expose`: what an application needs in a cluster to be reached from outside. */
export async function runExpose(
  application: string,
  flags: ExposeFlags,
  { stdout, stderr }: CommandIo,
): Promise<number> {
  const { apply = false, context, json = false } = flags;
  if (context !== undefined && !apply) {
    throw usageError('`--context` says where to apply; add `--apply`, or leave it out');
  }
  const exposure = exposureOf(application, flags);
  noteOtherNamespace(exposure, stderr);
  if (!apply) {
    const objects = exposedObjects(exposure).map(({ object }) => object);
    // Clusters read YAML 1.1, where `on` is no text.
    const text = objects.map((object) => stringify(object, { lineWidth: 0, compat: 'yaml-1.1' }));
    stdout.write(json ? documentOf(objects) : text.join('---\n'));
    return EXIT.done;
  }
  const objects = await applied(exposure, context ?? null);
  const lines = objects.map(
    ({ kind, metadata }) => `${kind.toLowerCase()} ${metadata.namespace ?? ''}/${metadata.name}\n`,
  );
  stdout.write(json ? documentOf(objects) : lines.join(''));
  return EXIT.done;
}

const documentOf = (objects: readonly KubernetesObject[]): string =>
  `${JSON.stringify({ objects }, null, 2)}\n`;

function noteOtherNamespace({ entry, namespace }: Exposure, stderr: CommandIo['stderr']): void {
  if (entry.kind !== 'gateway' || entry.namespace === null || entry.namespace === namespace) return;
  stderr.write(
    `lamia: \`${entry.name}\` takes routes of other namespaces only where \`allowedRoutes\` of its listeners says so\n`,
  );
}

/**
 * Applies all objects or, where the server would refuse one, none. What others own is not taken from them.
 * @returns what was applied
 * @throws CommandError what the cluster says against it
 */
async function applied(exposure: Exposure, context: string | null): Promise<readonly KubernetesObject[]> {
  const signal = AbortSignal.timeout(WITHIN);
  try {
    const cluster = await openCluster({ context, environment: process.env });
    try {
      const namespace = exposure.namespace ?? cluster.namespace ?? 'default';
      const objects = exposedObjects({ ...exposure, namespace });
      for (const dryRun of [true, false]) {
        for (const { kind, object } of objects) {
          await cluster.objects.apply(kind, object, { manager: MANAGER, force: false, dryRun }, signal);
        }
      }
      return objects.map(({ object }) => object);
    } finally {
      cluster.close();
    }
  } catch (error) {
    throw error instanceof ClusterError ? outsideError(error.message) : error;
  }
}

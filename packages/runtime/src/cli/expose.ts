import { stringify } from 'yaml';
import { exposedObjects } from '../kubernetes/expose/exposed-objects.js';
import { EXIT } from './exit.js';
import { exposureOf, type ExposureFlags } from './exposure-flags.js';
import type { CommandIo } from './io.js';

export interface ExposeFlags extends ExposureFlags {
  readonly json?: boolean;
}

/** `lamia expose`: what an application needs in a cluster to be reached from outside. */
export function runExpose(application: string, flags: ExposeFlags, { stdout, stderr }: CommandIo): number {
  const exposure = exposureOf(application, flags);
  const objects = exposedObjects(exposure).map(({ object }) => object);
  const { entry } = exposure;
  if (entry.kind === 'gateway' && entry.namespace !== null && entry.namespace !== exposure.namespace) {
    stderr.write(
      `lamia: \`${entry.name}\` takes routes of other namespaces only where \`allowedRoutes\` of its listeners says so\n`,
    );
  }
  stdout.write(
    flags.json === true
      ? `${JSON.stringify({ objects }, null, 2)}\n`
      : // Clusters read YAML 1.1, where `on` is no text.
        objects.map((object) => stringify(object, { lineWidth: 0, compat: 'yaml-1.1' })).join('---\n'),
  );
  return EXIT.done;
}

import type { TargetSpec } from '../config/gateway.js';
import type { Reach } from '../discovery/reach.js';
import { TargetError, type StandaloneTarget } from './target.js';

export interface OpenOptions {
  /** Absolute path of the folder for a HAProxy whose gateway names none: one beside the state file. */
  readonly directory: string;
  /** Which endpoints requests may be sent to; what holds everywhere unless given. */
  readonly reach?: Reach;
  /** Hears what people should know of a gateway's endpoints. */
  readonly warn?: (gateway: string, reason: string) => void;
}

/**
 * The data plane that a gateway's file asks for, not serving anything yet. Each kind's code is loaded when it is wanted:
 * a command that needs none waits for none.
 * @throws TargetError for one in a cluster
 */
export async function openTarget(
  spec: TargetSpec,
  { directory, reach, warn }: OpenOptions,
): Promise<StandaloneTarget> {
  const followed = { ...(reach !== undefined && { reach }), ...(warn !== undefined && { warn }) };
  switch (spec.kind) {
    case 'embedded': {
      const { EmbeddedTarget } = await import('./embedded/target.js');
      return new EmbeddedTarget(followed);
    }
    case 'haproxy': {
      const { HaproxyTarget } = await import('./haproxy/target.js');
      return new HaproxyTarget({
        directory: spec.directory ?? directory,
        exporter: spec.exporter,
        ...followed,
      });
    }
    case 'istio':
    case 'gateway-api':
    case 'gloo':
      throw new TargetError(
        `the target \`${spec.kind}\` is in a cluster, which this runtime does not command; write its objects with \`lamia compile\``,
      );
  }
}

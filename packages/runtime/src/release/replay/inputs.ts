import type { Sample } from '@lamia/lang';
import type { Gateway } from '../../config/gateway.js';
import type { Moment, Observation } from '../observation.js';
import type { ReleaseAct } from '../operate/operate.js';
import type { GatewayState } from '../state.js';
import type { DeclaredMetrics } from './declared.js';

/** Everything that an entry of the decision log rests on beside its gateway's description: plain data and maps of it. */
export type Grounds =
  | {
      readonly kind: 'tick';
      readonly before: GatewayState;
      readonly observation: Omit<Observation, 'readings'>;
      /** What the reads of each policy that was asked gave, by its place. */
      readonly samples: ReadonlyMap<number, readonly Sample[]>;
      /** Null where the names of metrics are open. */
      readonly declared: DeclaredMetrics | null;
    }
  | {
      readonly kind: 'act';
      readonly before: GatewayState;
      readonly act: ReleaseAct;
      readonly by: string;
      readonly moment: Moment;
    }
  /** A description that changed something, of a file or of somebody who put it. */
  | {
      readonly kind: 'description';
      readonly before: GatewayState | null;
      readonly now: number;
      readonly giver: string;
    };

/** What an entry of the decision log was decided from: the same inputs always give the same entry. */
export interface Inputs {
  readonly gateway: Gateway;
  readonly grounds: Grounds;
}

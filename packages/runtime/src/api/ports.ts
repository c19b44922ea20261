import type { Address } from '../config/gateway.js';
import type { ReleaseControl } from '../release/control.js';
import type { EventLog } from './events/log.js';
import type { HookPaths } from './hooks/hook-paths.js';
import type { LanguageDesk } from './language/desk.js';
import type { TrafficDesk } from './traffic/traffic-desk.js';
import type { PastDesk } from './values/past-desk.js';
import type { ValuesDesk } from './values/values-desk.js';

/** A page in the exposition format that somebody else makes. */
export interface MetricsPage {
  readonly contentType: string;
  text(): Promise<string>;
}

/** Everything that the operations need of the runtime. */
export interface ApiPorts {
  readonly control: ReleaseControl;
  /** Where the data plane accepts a gateway's requests, as far as it is known. */
  readonly address: (gateway: string) => Address | null;
  /** Whether the releases have been started. */
  readonly ready: () => boolean;
  readonly events: EventLog;
  readonly language: LanguageDesk;
  readonly traffic: TrafficDesk;
  readonly values: ValuesDesk;
  readonly past: PastDesk;
  readonly hooks: HookPaths;
  /** The runtime's own. */
  readonly version: string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Null where nothing is measured. */
  readonly metrics: MetricsPage | null;
}

import type { Fence } from './fence.js';

/** What a replica does for the parts of the gateways that it holds the leases of. */
export interface ShardDuty {
  /** The lease of this part is ours from now on. */
  begin(shard: number, fence: Fence): void;
  /** Another replica shall have it, or has it already: resolves once nothing is under way for it any more. Never rejects. */
  end(shard: number): Promise<void>;
}

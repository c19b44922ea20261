import type { GatewayState } from '../../release/state.js';

/** What the releases of a gateway came to, as far as it says what the next one is about. */
export interface Standing {
  /** The version that releases start from. */
  readonly stable: string;
  /** The version that `stable` was promoted from by the last release, and that it can be taken back to; null where there is none. */
  readonly before: string | null;
}

/** A state whose description begins with another version by now has left the one before behind. */
export function standingIn({ stable, declared, release }: GatewayState): Standing {
  if (release?.phase !== 'Promoted' || release.identity.candidate !== stable) return { stable, before: null };
  const { stable: before } = release.identity;
  return { stable, before: declared.baseline === before ? before : null };
}

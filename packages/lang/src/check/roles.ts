/** Bare words that name the gateway's versions by what they are to a release. */
export type Role = 'baseline' | 'candidate';

export const RESERVED_ROLES: ReadonlySet<string> = new Set<Role>(['baseline', 'candidate']);

/** What a caller may do, each including those before it: look; move traffic; change what is served. */
export const ROLES = ['viewer', 'operator', 'admin'] as const;

export type Role = (typeof ROLES)[number];

/** Somebody who asks, by the name that the log shows. */
export interface Caller {
  readonly name: string;
  readonly role: Role;
}

export function includesRole(has: Role, needed: Role): boolean {
  return ROLES.indexOf(has) >= ROLES.indexOf(needed);
}

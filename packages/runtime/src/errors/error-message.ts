/**
 * What was thrown, for people, without the `Error:` before it. It does not ask for `instanceof Error`: errors of Node's
 * core come from another realm where code runs in a `vm` context.
 */
export function errorMessage(thrown: unknown): string {
  if (typeof thrown !== 'object' || thrown === null || !('message' in thrown)) return String(thrown);
  return String(thrown.message);
}

/**
 * The code of an error from Node, `ENOENT` or `ECONNREFUSED`; null for anything else, which is then a bug. It does not ask
 * for `instanceof Error`: errors of Node's core come from another realm where code runs in a `vm` context.
 */
export function errorCode(error: unknown): string | null {
  const hasCode = typeof error === 'object' && error !== null && 'code' in error;
  return hasCode && typeof error.code === 'string' ? error.code : null;
}

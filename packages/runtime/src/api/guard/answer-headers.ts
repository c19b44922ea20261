/** What every answer says to browsers: it is data, of no use to other sites, and nothing in it runs or is framed. */
const ALWAYS = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
  'cross-origin-resource-policy': 'same-origin',
  'x-frame-options': 'DENY',
} as const;

export const DATA_POLICY = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/** @param policy the content policy of a page; data has a stricter one */
export function answerHeaders(policy: string | null, secure: boolean): Readonly<Record<string, string>> {
  return {
    ...ALWAYS,
    'content-security-policy': policy ?? DATA_POLICY,
    ...(secure && { 'strict-transport-security': 'max-age=31536000' }),
  };
}

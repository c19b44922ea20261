/** What every answer says to browsers: it is data, of no use to other sites, and nothing in it runs or is framed. */
const ALWAYS = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
  'cross-origin-resource-policy': 'same-origin',
  'x-frame-options': 'DENY',
} as const;

export const DATA_POLICY = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/** What an answer says of itself; null where it says nothing. */
export interface OwnHeaders {
  /** The content policy of a page; data has a stricter one. */
  readonly policy: string | null;
  /** How long files may be kept; data never. */
  readonly caching: string | null;
}

export function answerHeaders(own: OwnHeaders, secure: boolean): Readonly<Record<string, string>> {
  return {
    ...ALWAYS,
    ...(own.caching !== null && { 'cache-control': own.caching }),
    'content-security-policy': own.policy ?? DATA_POLICY,
    ...(secure && { 'strict-transport-security': 'max-age=31536000' }),
  };
}

/** What the codes of Node's network errors mean, for people. */
const WORDS: ReadonlyMap<string, string> = new Map([
  ['ECONNREFUSED', 'nothing listens there (connection refused)'],
  ['ECONNRESET', 'the connection was lost'],
  ['ECONNABORTED', 'the connection was lost'],
  ['EPIPE', 'the connection was lost'],
  ['ENOTFOUND', 'there is no such host'],
  ['EAI_AGAIN', 'its name could not be looked up'],
  ['EHOSTUNREACH', 'there is no way to that host'],
  ['ENETUNREACH', 'there is no way to that network'],
  ['ETIMEDOUT', 'it did not answer'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'its certificate is signed by itself; name it as `caFile`'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'its certificate has an unknown authority; name that as `caFile`'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'its certificate has an unknown authority; name that as `caFile`'],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'its certificate has an unknown authority; name that as `caFile`'],
  ['CERT_HAS_EXPIRED', 'its certificate has expired'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'its certificate is for another host'],
]);

/** A network failure in words; a code without words is given as it is. */
export function failureText(code: string): string {
  return WORDS.get(code) ?? code;
}

const LONGEST = 300;

/** Text from outside, fit for one line of a log: no control characters, of bounded length. */
export function oneLine(text: string): string {
  const flat = text.replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Surrogate}]+/gu, ' ').trim();
  return flat.length > LONGEST ? `${flat.slice(0, LONGEST)}…` : flat;
}

import { createHmac, timingSafeEqual } from 'node:crypto';

/** Shorter keys can be guessed. */
const SHORTEST_KEY = 24;

/** What a key begins with whose rest is base64. */
const PREFIX = 'whsec_';

/** How far a receiver's clock may be from the sender's: older messages are taken for repeated ones. */
const TOLERANCE_SECONDS = 300;

/** The headers of one signed message, as the Standard Webhooks specification names them. */
export type SignedHeaders = Readonly<
  Record<'webhook-id' | 'webhook-timestamp' | 'webhook-signature', string>
>;

/** The bytes of a signing key: of `whsec_` and base64, or the text itself; null where it is too short to be one. */
export function signingKey(secret: string): Buffer | null {
  const key = secret.startsWith(PREFIX)
    ? Buffer.from(secret.slice(PREFIX.length), 'base64')
    : Buffer.from(secret, 'utf8');
  return key.length < SHORTEST_KEY ? null : key;
}

/**
 * Signs a body with HMAC-SHA256 as https://www.standardwebhooks.com says: over the message's id, the time and the body, so that
 * neither can be exchanged and an old message cannot be sent again.
 * @param now milliseconds since the epoch
 */
export function sign(key: Buffer, id: string, now: number, body: string): SignedHeaders {
  const timestamp = String(Math.floor(now / 1000));
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${mac(key, id, timestamp, body).toString('base64')}`,
  };
}

/** True where somebody with the key signed exactly this, not long ago: what a receiver asks. */
export function isSigned(key: Buffer, headers: SignedHeaders, body: string, now: number): boolean {
  const timestamp = headers['webhook-timestamp'];
  if (!/^\d{1,12}$/.test(timestamp)) return false;
  if (Math.abs(now / 1000 - Number(timestamp)) > TOLERANCE_SECONDS) return false;
  const expected = mac(key, headers['webhook-id'], timestamp, body);
  return headers['webhook-signature'].split(' ').some((signature) => {
    const [version, text = ''] = signature.split(',');
    const given = Buffer.from(text, 'base64');
    return version === 'v1' && given.length === expected.length && timingSafeEqual(given, expected);
  });
}

function mac(key: Buffer, id: string, timestamp: string, body: string): Buffer {
  return createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest();
}

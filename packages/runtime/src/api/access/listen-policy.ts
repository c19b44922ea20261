import type { Address } from '../../config/gateway.js';
import { isLoopback } from '../guard/hosts.js';

/** Where and how the API is asked to listen. */
export interface ListenPolicy {
  readonly listen: Address;
  readonly hasTokens: boolean;
  readonly hasTls: boolean;
  /** Somebody said in so many words that tokens may travel unencrypted, as behind a proxy that ends TLS. */
  readonly plainHttp: boolean;
}

/** Why the API does not listen there, with the way out; null where it does. */
export function refusalToListen({ listen, hasTokens, hasTls, plainHttp }: ListenPolicy): string | null {
  if (isLoopback(listen.host)) return null;
  const place = `\`${listen.host}:${listen.port}\``;
  if (!hasTokens) {
    return `whoever reaches ${place} could move traffic, so there it needs \`--tokens FILE\`; or listen on \`127.0.0.1:${listen.port}\``;
  }
  if (!hasTls && !plainHttp) {
    return `tokens would travel unencrypted to ${place}; add \`--tls-cert FILE --tls-key FILE\`, or \`--plain-http\` where something in front of it encrypts`;
  }
  return null;
}

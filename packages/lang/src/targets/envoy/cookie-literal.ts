import type { Literal } from '../../condition/atom.js';
import { cookieHeader } from '../request-headers/cookie-header.js';
import type { Alternatives, Obstacle } from './fragment.js';
import type { EnvoyOptions } from './options.js';
import { withinHeader } from './within-header.js';

/**
 * By an expression on the whole `cookie` header, in which a plain request names the cookie once. Envoy's own `cookies` of a route are no
 * help: they take the quotes off a value.
 */
export function cookieLiteral(literal: Literal, options: EnvoyOptions): Alternatives | Obstacle {
  return withinHeader('cookie', literal, options, (values) =>
    cookieHeader([{ name: literal.name ?? '', values }]),
  );
}

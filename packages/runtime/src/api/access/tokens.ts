import { createHash, timingSafeEqual } from 'node:crypto';
import { ROLES, type Caller, type Role } from './role.js';

/** A token that is known: who has it, and the digest that it is recognised by. The token itself is nowhere kept. */
export interface KnownToken extends Caller {
  /** SHA-256. */
  readonly digest: Uint8Array;
}

export type TokensResult =
  | { readonly ok: true; readonly tokens: readonly KnownToken[] }
  | { readonly ok: false; readonly why: string };

const LINE = /^(?<name>[A-Za-z0-9][A-Za-z0-9._@-]{0,62})\s+(?<role>\S+)\s+sha256:(?<digest>[0-9a-f]{64})$/;

/**
 * Reads the file of tokens: one a line, `NAME ROLE sha256:HEX`; empty lines and those that begin with `#` say nothing. What is wrong
 * is told by the number of the line, never by its text.
 */
export function parseTokens(text: string): TokensResult {
  const tokens: KnownToken[] = [];
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const written = line.trim();
    if (written === '' || written.startsWith('#')) continue;
    const { name = '', role = '', digest = '' } = LINE.exec(written)?.groups ?? {};
    if (name === '') return wrong(index, 'is not of the form `NAME ROLE sha256:HEX`');
    if (!isRole(role)) return wrong(index, `names no role; there are ${ROLES.join(', ')}`);
    if (tokens.some((known) => known.name === name)) return wrong(index, `has the name \`${name}\` again`);
    tokens.push({ name, role, digest: Buffer.from(digest, 'hex') });
  }
  return tokens.length === 0 ? { ok: false, why: 'it has no token' } : { ok: true, tokens };
}

const isRole = (word: string): word is Role => ROLES.some((role) => role === word);

function wrong(index: number, what: string): TokensResult {
  return { ok: false, why: `line ${index + 1} ${what}` };
}

/**
 * Who has sent this `Authorization` header; null where nobody is known by it. It takes the same time whichever token it is nearly.
 */
export function callerOf(authorization: string | undefined, tokens: readonly KnownToken[]): Caller | null {
  const token = /^bearer +([\x21-\x7e]{1,1024})$/i.exec(authorization ?? '')?.[1];
  if (token === undefined) return null;
  const digest = createHash('sha256').update(token).digest();
  let found: Caller | null = null;
  for (const known of tokens) {
    if (timingSafeEqual(digest, known.digest)) found = { name: known.name, role: known.role };
  }
  return found;
}

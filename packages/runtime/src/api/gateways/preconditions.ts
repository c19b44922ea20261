import type { IncomingHttpHeaders } from 'node:http';
import type { Expected, ManagedGateway } from '../../release/control.js';
import { problem, type Problem } from '../problem.js';

export type Precondition =
  { readonly ok: true; readonly expected: Expected } | { readonly ok: false; readonly problem: Problem };

export function entityTag(revision: string): string {
  return `"${revision}"`;
}

/** A list of entity tags, or `*`. Weak ones never match: they say nothing of the document's exact text. */
const TAGS = /^\s*(?:\*|(?:W\/)?"[^"\s]*"(?:\s*,\s*(?:W\/)?"[^"\s]*")*)\s*$/;

/**
 * What a change rests on. Without a word of it the change is refused (428): two people who change one gateway at once would
 * undo each other's work unseen. `If-Match: *` asks for no revision, only that there is a gateway; `If-None-Match: *` that there
 * is none.
 */
export function precondition(headers: IncomingHttpHeaders, found: ManagedGateway | null): Precondition {
  const match = headers['if-match'];
  const noneMatch = headers['if-none-match'];
  if (match !== undefined && noneMatch !== undefined) {
    return bad(400, '`If-Match` and `If-None-Match` at once; send one of them');
  }
  if (noneMatch !== undefined) {
    if (noneMatch.trim() !== '*')
      return bad(400, '`If-None-Match` is `*` for a change: there must be none yet');
    return found === null
      ? { ok: true, expected: 'none' }
      : bad(412, `there is a gateway \`${found.gateway.name}\` already; change it with \`If-Match\``);
  }
  if (match === undefined) {
    return bad(
      428,
      'a change must say what it rests on: `If-Match` with the entity tag that GET gave, or `If-None-Match: *` for a new gateway',
    );
  }
  if (!TAGS.test(match)) return bad(400, '`If-Match` is an entity tag in double quotes, or `*`');
  if (found === null) return bad(412, 'there is no such gateway (any more), so nothing matches `If-Match`');
  if (match.trim() === '*') return { ok: true, expected: null };
  const tags = match.split(',').map((tag) => tag.trim());
  return tags.includes(entityTag(found.revision))
    ? { ok: true, expected: { revision: found.revision } }
    : bad(412, 'the gateway was changed in between; get it again and make the change anew');
}

function bad(status: number, detail: string): Precondition {
  return { ok: false, problem: problem(status, detail) };
}

import { parseDocument, stringify } from 'yaml';
import type { Schemas } from '../../../runtime/src/client/api-types.js';

/** A gateway's document as people write it. */
export function documentText(document: Schemas['Gateway']): string {
  return stringify(document, { lineWidth: 0 });
}

/** The document that a text is, or why it is none. */
export function readDocument(
  text: string,
):
  | { readonly ok: true; readonly document: Schemas['Gateway'] }
  | { readonly ok: false; readonly why: string } {
  const parsed = parseDocument(text, { prettyErrors: true });
  const [error] = parsed.errors;
  if (error !== undefined) return { ok: false, why: error.message.split('\n')[0] ?? 'it is no YAML' };
  const document: unknown = parsed.toJS({ maxAliasCount: 100 });
  if (typeof document !== 'object' || document === null) return { ok: false, why: 'it is no map' };
  // Whether it is a gateway is the runtime's to say: it checks whatever is sent.
  return { ok: true, document: document as Schemas['Gateway'] };
}

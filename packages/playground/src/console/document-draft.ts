import type { TextFinding } from '../editor/text-editor.js';
import type { Held } from './DocumentPart.js';

/** A document that somebody writes. */
export interface Draft {
  readonly text: string;
  /** What it was made from. */
  readonly rests: Held;
  readonly checked: Checked | null;
}

/** What the runtime says to a text. */
export type Checked =
  | { readonly kind: 'fine' }
  | { readonly kind: 'wrong'; readonly why: string; readonly findings: readonly TextFinding[] };

/** Whether the runtime has another document by now than the draft was made from. */
export function isStale(draft: Draft, held: Held): boolean {
  return draft.rests.etag !== held.etag;
}

/** Why a draft cannot be saved; null where it can. */
export function whyNotToSave(draft: Draft | null, held: Held): string | null {
  if (draft === null) return 'nothing is changed';
  if (isStale(draft, held)) return 'choose between yours and theirs first';
  if (draft.checked === null) return 'check it first';
  return draft.checked.kind === 'fine' ? null : 'the check found something';
}

/** Texts under way and texts set aside, by gateway: a look at another page loses none of them. */
export class Drafts {
  readonly #current = new Map<string, Draft>();
  readonly #aside = new Map<string, string>();

  current(gateway: string): Draft | null {
    return this.#current.get(gateway) ?? null;
  }

  aside(gateway: string): string | null {
    return this.#aside.get(gateway) ?? null;
  }

  write(gateway: string, draft: Draft): void {
    this.#current.set(gateway, draft);
  }

  /** Nobody needs it any more. */
  settle(gateway: string): void {
    this.#current.delete(gateway);
    this.#aside.delete(gateway);
  }

  /** Out of the way; it can be had back. */
  setAside(gateway: string): void {
    const text = this.#current.get(gateway)?.text;
    if (text !== undefined) this.#aside.set(gateway, text);
    this.#current.delete(gateway);
  }
}

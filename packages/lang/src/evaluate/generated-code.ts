/** The one place where text becomes code; `generate.ts` says what that text is made of. */

/** A function of `values` and `labels` with that body. Throws `EvalError` where a content policy forbids it. */
export function functionOf(body: string): unknown {
  return new Function('values', 'labels', `"use strict";${body}`);
}

let isAllowed: boolean | null = null;

/** Whether code may be generated here. Asked once: a browser reports every refused attempt. */
export function allowsGeneratedCode(): boolean {
  isAllowed ??= probe();
  return isAllowed;
}

function probe(): boolean {
  try {
    functionOf('');
    return true;
  } catch {
    return false; // the answer, not a failure
  }
}

import { FUNCTIONS } from '../check/functions.js';
import type { Analysis } from './analysis.js';
import { expectNext } from './place/expect-next.js';

/** A function whose arguments are being written. */
export interface SignatureHelp {
  /** `clamp(x, lo, hi)` */
  readonly signature: string;
  readonly documentation: string;
  /** Where each parameter stands in the signature. */
  readonly parameters: readonly { readonly start: number; readonly end: number }[];
  /** The index of the parameter that is being written; null where the function takes no more. */
  readonly active: number | null;
}

/** The innermost function that a place is an argument of; its brackets need not be closed. */
export function signatureAt({ lexemes, kind }: Analysis, offset: number): SignatureHelp | null {
  const before = lexemes.filter(({ end }) => end <= offset);
  const touched = lexemes[before.length];
  // Inside of a string commas part nothing; of a word that is being written the rest does not matter.
  const call = expectNext(
    touched === undefined || touched.start >= offset ? before : [...before, touched],
    kind === 'condition',
  ).nesting.call;
  const description = call === null ? undefined : FUNCTIONS.get(call.callee);
  if (call === null || description === undefined) return null;
  const parameters = parametersOf(description.signature);
  const last = parameters.length - 1;
  const goesOn = description.most === Infinity;
  return {
    signature: description.signature,
    documentation: `${description.description}.`,
    parameters,
    active: call.argument <= last ? call.argument : goesOn ? last : null,
  };
}

function parametersOf(signature: string): SignatureHelp['parameters'] {
  const open = signature.indexOf('(') + 1;
  return [...signature.slice(open, -1).matchAll(/[^\s,]+/g)].map(({ 0: name, index }) => ({
    start: open + index,
    end: open + index + name.length,
  }));
}

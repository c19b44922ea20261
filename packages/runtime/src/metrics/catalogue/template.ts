import type { Subject } from '../source.js';
import type { Template } from './measure.js';

const PARTS: Readonly<Record<keyof Subject, true>> = { namespace: true, application: true, version: true };

/** The parts of a subject, as `$name` in a template. */
export const SUBJECT_PARTS: readonly string[] = Object.keys(PARTS);

const PIECE = /\$(?:\{([^}]*)\}|([a-z]+)|(\$)|)|[^$]+/g;

/**
 * Reads `$application-$version`. A part's name is lower-case letters, in braces where more letters follow
 * (`${version}x`); `$$` is a dollar sign. `unknown` names the first `$…` that is none of the subject's parts.
 */
export function parseTemplate(text: string): { readonly template: Template } | { readonly unknown: string } {
  const template: (string | { readonly part: keyof Subject })[] = [];
  for (const [piece, braced, bare, dollar] of text.matchAll(PIECE)) {
    if (!piece.startsWith('$')) template.push(piece);
    else if (dollar !== undefined) template.push('$');
    else {
      const part = braced ?? bare ?? '';
      if (!isPart(part)) return { unknown: part };
      template.push({ part });
    }
  }
  return { template };
}

function isPart(name: string): name is keyof Subject {
  return Object.hasOwn(PARTS, name);
}

import type { Analysis, ProgramPart } from '@lamia/lang';
import { standsVerbatim } from '../rules/expression.js';
import type { TreeScalar } from '../yaml/tree.js';
import { scalarMap } from '../yaml/yaml-scalar-map.js';

/** A program inside of YAML; null for a text that no file holds. */
export function inScalar(analysis: Analysis, scalar: TreeScalar): ProgramPart | null {
  const { token, place } = scalar;
  if (token === null) return null;
  const map = scalarMap(token);
  return {
    analysis,
    place: { start: place.start, end: place.end },
    span: ({ start, end }) => map.span(start, end),
    editable: ({ start, end }) => map.verbatimSpan(start, end),
    offsetAt: (at) => map.offsetAt(at),
    written: (text) => {
      if (standsVerbatim(text, scalar)) return text;
      if (/[\r\n]/.test(text)) return null;
      if (token.type === 'double-quoted-scalar') return JSON.stringify(text).slice(1, -1);
      return token.type === 'single-quoted-scalar' ? text.replaceAll("'", "''") : null;
    },
  };
}

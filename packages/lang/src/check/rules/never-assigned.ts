import { findNode } from '../kind.js';
import type { Rule } from './rule.js';

/** A decision that ends in `result` but never assigns it always holds. */
export const neverAssigned: Rule = ({ program, kind, report }) => {
  if (kind !== 'decision' || (program.value !== null && program.value.kind !== 'ResultReference')) return;
  if (findNode(program, ({ kind: node }) => node === 'Assign') !== null) return;
  const place = program.value ?? program.statements[0] ?? program;
  report({
    code: 'never-assigned',
    severity: 'warning',
    message:
      '`result` is never assigned, so this program always holds: assign a version, as in `result = candidate;`',
    start: place.start,
    end: place.end,
  });
};

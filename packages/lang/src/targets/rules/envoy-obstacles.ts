import type { Literal } from '../../condition/atom.js';
import { beyondBytes } from '../envoy/matchers.js';
import { headerNote, headerObstacle } from '../envoy/own-headers.js';
import type { Rule, TargetProblem } from '../target.js';

/** What no data plane made of Envoy can compare as it was sent; one problem for each literal. */
export function envoyObstacles(rules: readonly Rule[]): readonly TargetProblem[] {
  return eachLiteral(rules, (literal) => {
    const { field, name } = literal;
    return (field === 'header' ? headerObstacle(name ?? '') : null) ?? beyondBytes(literal);
  });
}

/** What of it depends on how the data plane is set up. */
export function envoyNotes(rules: readonly Rule[]): readonly TargetProblem[] {
  const notes = eachLiteral(rules, ({ field, name }) => {
    const message = field === 'header' ? headerNote(name ?? '') : null;
    return message === null ? null : { code: 'target-cannot', message };
  });
  return notes.map((note) => ({ ...note, severity: 'warning' }));
}

function eachLiteral(
  rules: readonly Rule[],
  find: (literal: Literal) => Pick<TargetProblem, 'code' | 'message'> | null,
): readonly TargetProblem[] {
  return rules.flatMap(({ all, route }) =>
    all.flatMap((literal): TargetProblem[] => {
      const found = find(literal);
      return found === null ? [] : [{ ...found, severity: 'error', literal, route }];
    }),
  );
}

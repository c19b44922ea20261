/** How many rules a condition needs: by multiplying out, and at least. Both know nothing of how Lamia does it. */

/** Alternatives after `and` is multiplied out over `or`, nothing simplified. */
export function naiveTerms(formula, negated = false) {
  switch (formula.kind) {
    case 'not':
      return naiveTerms(formula.operand, !negated);
    case 'and':
    case 'or': {
      const counts = formula.operands.map((operand) => naiveTerms(operand, negated));
      return (formula.kind === 'or') !== negated
        ? counts.reduce((total, count) => total + count, 0)
        : counts.reduce((total, count) => total * count, 1);
    }
    default:
      return 1;
  }
}

function holds(formula, point) {
  switch (formula.kind) {
    case 'not':
      return !holds(formula.operand, point);
    case 'and':
      return formula.operands.every((operand) => holds(operand, point));
    case 'or':
      return formula.operands.some((operand) => holds(operand, point));
    case 'test':
      return (point >> formula.atom) % 2 === 1;
    default:
      return formula.value;
  }
}

/** The least number of conjunctions, by trying all sets of all cubes, smallest first; of six atoms at most. */
export function leastCover({ formula, atoms }) {
  const points = Array.from({ length: 2 ** atoms.length }, (_, point) => point);
  const inside = new Set(points.filter((point) => holds(formula, point)));
  const cubes = [];
  for (let code = 0; code < 3 ** atoms.length; code += 1) {
    const digits = atoms.map((_, place) => Math.floor(code / 3 ** place) % 3);
    const members = points.filter((point) =>
      digits.every((digit, place) => digit === 2 || digit === (point >> place) % 2),
    );
    if (members.every((point) => inside.has(point))) cubes.push(new Set(members));
  }
  const maximal = cubes.filter(
    (cube) => !cubes.some((other) => other.size > cube.size && [...cube].every((point) => other.has(point))),
  );
  const fits = (left, open) => {
    if (open.length === 0) return true;
    if (left === 0) return false;
    return maximal.some(
      (cube) =>
        cube.has(open[0]) &&
        fits(
          left - 1,
          open.filter((point) => !cube.has(point)),
        ),
    );
  };
  let count = 0;
  while (!fits(count, [...inside])) count += 1;
  return count;
}

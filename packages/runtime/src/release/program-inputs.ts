import type { CheckedProgram, Span } from '@lamia/lang';

/**
 * The slots of all reads that an expression at this place depends on, those behind the names of its `let`s included. The place
 * is that of an unknown's reason.
 */
export function slotsWithin(checked: CheckedProgram, place: Span): ReadonlySet<number> {
  const slots = new Set<number>();
  const places = [place];
  // A `let` may only name earlier ones, so the walk ends.
  for (let next = places.pop(); next !== undefined; next = places.pop()) {
    const within = next;
    for (const [read, slot] of checked.slots) {
      if (isWithin(read, within)) slots.add(slot);
    }
    for (const [name, meaning] of checked.names) {
      if (!isWithin(name, within)) continue;
      if (meaning.kind === 'read') slots.add(meaning.slot);
      if (meaning.kind === 'let') places.push(meaning.declaration.value);
    }
  }
  return slots;
}

/**
 * The slots that the program cannot do without: all but those that occur only to the left of `??` and inside `known(…)`, where
 * the author says what to do without them.
 */
export function requiredSlots(checked: CheckedProgram): ReadonlySet<number> {
  const guarded = [...checked.types.keys()].flatMap((expression): readonly Span[] => {
    if (expression.kind === 'Binary' && expression.operator === '??') return [expression.left];
    if (expression.kind === 'Call' && expression.callee === 'known') return expression.arguments;
    return [];
  });
  const isRequired = (place: Span): boolean => !guarded.some((guard) => isWithin(place, guard));
  const reads = [...checked.slots].flatMap(([read, slot]) => (isRequired(read) ? [slot] : []));
  const names = [...checked.names].flatMap(([name, meaning]) =>
    meaning.kind === 'read' && isRequired(name) ? [meaning.slot] : [],
  );
  return new Set([...reads, ...names]);
}

function isWithin(inner: Span, outer: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

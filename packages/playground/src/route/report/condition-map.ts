import type { Span } from '@lamia/lang';

/** A piece of a condition's text, and which rules came from it. */
export interface MapPiece {
  readonly start: number;
  readonly text: string;
  /** Their numbers, from 1 and rising; none where no rule did, such as the word `or`. */
  readonly rules: readonly number[];
}

/** A rule by its number, and what of the condition became it. */
export interface MappedRule {
  readonly number: number;
  readonly parts: readonly Span[];
}

/** A condition's text cut where another rule's part begins or ends: together the pieces are the text. */
export function conditionMap(source: string, rules: readonly MappedRule[]): readonly MapPiece[] {
  const cuts = new Set([
    0,
    source.length,
    ...rules.flatMap(({ parts }) => parts.flatMap(({ start, end }) => [start, end])),
  ]);
  const places = [...cuts].filter((place) => place <= source.length).sort((left, right) => left - right);
  return places.slice(0, -1).map((start, index): MapPiece => {
    const end = places[index + 1] ?? source.length;
    const own = rules.filter(({ parts }) => parts.some((part) => part.start <= start && end <= part.end));
    return { start, text: source.slice(start, end), rules: own.map(({ number }) => number) };
  });
}

/** Numbers as a reader says them: `1–3, 7`. */
export function numbersText(numbers: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const number of numbers) {
    const last = runs.at(-1);
    if (last?.[1] === number - 1) last[1] = number;
    else runs.push([number, number]);
  }
  return runs
    .map(([from, to]) => (from === to ? `${from}` : to === from + 1 ? `${from}, ${to}` : `${from}–${to}`))
    .join(', ');
}

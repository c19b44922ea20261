import type { Characters } from '../../../condition/automata/alphabet.js';
import { ANYTHING, type Regex } from './syntax.js';

/**
 * The ways in which a backtracking matcher can go through a regular expression: it is at one of the positions, which are the
 * expression's characters with bounded repetitions written out, and each entry of a list is one way to go on, so that a
 * position that stands twice in a list can be reached in two ways.
 */
export interface Positions {
  /** What each position reads. */
  readonly reads: readonly Characters[];
  readonly first: readonly number[];
  /** By position, those that can come next. */
  readonly follow: readonly (readonly number[])[];
  /** Positions after which the value may end. */
  readonly last: ReadonlySet<number>;
  readonly matchesEmpty: boolean;
  readonly loops: readonly GroupLoop[];
}

/** A loop of more than single characters. */
export interface GroupLoop {
  /** Positions that can begin a turn. */
  readonly first: readonly number[];
  /** Positions that can end one. */
  readonly last: ReadonlySet<number>;
  /** By position of the body, what can come next within one turn. */
  readonly within: ReadonlyMap<number, readonly number[]>;
  /** Positions that can come next when the loop is left. */
  readonly after: readonly number[];
}

/**
 * The positions of an expression.
 * @param limit the most positions
 * @returns null where there are more, or where a loop's turn can be empty, which matchers break off in ways of their own
 */
export function positionsOf(regex: Regex, limit: number): Positions | null {
  const walk = new Walk(limit);
  const whole = walk.visit(regex);
  if (walk.isRefused) return null;
  return {
    reads: walk.reads,
    first: whole.first,
    follow: walk.follow,
    last: new Set(whole.last),
    matchesEmpty: whole.empty > 0,
    loops: walk.loops.map(({ first, last, within, closed }) => {
      // Ways are only ever added, so that those behind the loop's own lead out of it.
      const after = last.flatMap((position) => (walk.follow[position] ?? []).slice(closed.get(position)));
      return { first, last: new Set(last), within, after };
    }),
  };
}

/** What can be told of a part by itself; `first` and `last` list ways, so that one position can stand there twice. */
interface Part {
  readonly first: readonly number[];
  readonly last: readonly number[];
  /** The ways to go through it without reading. */
  readonly empty: number;
}

interface OpenLoop extends Omit<GroupLoop, 'last' | 'after'> {
  readonly last: readonly number[];
  /** By position that can end a turn, how many ways it had when the loop was complete. */
  readonly closed: ReadonlyMap<number, number>;
}

class Walk {
  readonly reads: Characters[] = [];
  readonly follow: number[][] = [];
  readonly loops: OpenLoop[] = [];
  isRefused = false;
  private readonly limit: number;

  constructor(limit: number) {
    this.limit = limit;
  }

  visit(regex: Regex): Part {
    if (this.isRefused) return NOTHING;
    switch (regex.kind) {
      case 'characters':
        return this.position(regex.characters);
      case 'sequence':
        return regex.items.reduce((part: Part, item) => this.joined(part, this.visit(item)), NOTHING);
      case 'choice': {
        const parts = regex.options.map((option) => this.visit(option));
        return {
          first: parts.flatMap(({ first }) => first),
          last: parts.flatMap(({ last }) => last),
          empty: parts.reduce((sum, { empty }) => sum + empty, 0),
        };
      }
      case 'until':
        return this.joined(this.visit(ANYTHING), this.visit(regex.body));
      case 'repeat':
        return this.repeat(regex.body, regex.least, regex.most);
    }
  }

  private position(characters: Characters): Part {
    const number = this.reads.push(characters) - 1;
    this.follow.push([]);
    if (this.reads.length > this.limit) this.isRefused = true;
    return { first: [number], last: [number], empty: 0 };
  }

  /** The second after the first. */
  private joined(one: Part, two: Part): Part {
    this.connect(one.last, two.first);
    if (one.empty * two.empty > MANY_EMPTY_WAYS) {
      this.isRefused = true;
      return NOTHING;
    }
    return {
      first: [...one.first, ...times(two.first, one.empty)],
      last: [...two.last, ...times(one.last, two.empty)],
      empty: one.empty * two.empty,
    };
  }

  private connect(from: readonly number[], to: readonly number[]): void {
    for (const position of from) {
      const ways = this.follow[position];
      if (ways === undefined || ways.push(...to) > MANY_WAYS) this.isRefused = true;
    }
  }

  /** `x{2,4}` is `xx(x(x)?)?`, `x{2,}` is `xx+`. */
  private repeat(body: Regex, least: number, most: number | null): Part {
    if (most === null) {
      let part = NOTHING;
      for (let turn = 1; turn < least && !this.isRefused; turn += 1)
        part = this.joined(part, this.visit(body));
      const loop = this.loop(body);
      return this.joined(part, least === 0 ? { ...loop, empty: loop.empty + 1 } : loop);
    }
    let optional = NOTHING;
    for (let turn = least; turn < most && !this.isRefused; turn += 1) {
      const part = this.joined(this.visit(body), optional);
      optional = { ...part, empty: part.empty + 1 };
    }
    let part = NOTHING;
    for (let turn = 0; turn < least && !this.isRefused; turn += 1) part = this.joined(part, this.visit(body));
    return this.joined(part, optional);
  }

  /** One turn or more. */
  private loop(body: Regex): Part {
    const from = this.reads.length;
    const part = this.visit(body);
    if (part.empty > 0) this.isRefused = true;
    const ways = this.follow.slice(from).map((follow, index) => [from + index, [...follow]] as const);
    this.connect(part.last, part.first);
    if (body.kind !== 'characters') {
      const closed = new Map(part.last.map((position) => [position, this.follow[position]?.length ?? 0]));
      this.loops.push({ first: part.first, last: part.last, within: new Map(ways), closed });
    }
    return part;
  }
}

const NOTHING: Part = { first: [], last: [], empty: 1 };

/** More ways from one position than that are not looked into. */
const MANY_WAYS = 1024;

/** Nor are more ways than that through a part without reading. */
const MANY_EMPTY_WAYS = 16;

function times(positions: readonly number[], count: number): readonly number[] {
  return Array.from({ length: count }, () => positions).flat();
}

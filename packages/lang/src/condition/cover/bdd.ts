/** A function of yes-or-no variables; equal functions are equal numbers. */
export type Bdd = number;

export const FALSE: Bdd = 0;
export const TRUE: Bdd = 1;

/** More nodes were needed than allowed. */
export class TooLargeError extends Error {
  override readonly name = 'TooLargeError';
}

/** The variable of the two constants: behind all others. */
const NONE = Number.MAX_SAFE_INTEGER;

/**
 * Reduced ordered binary decision diagrams (Bryant 1986) over variables 0, 1, 2, …, in that order from the root down.
 */
export class Diagrams {
  private readonly variables: number[] = [NONE, NONE];
  private readonly lows: Bdd[] = [FALSE, TRUE];
  private readonly highs: Bdd[] = [FALSE, TRUE];
  private readonly unique = new Map<string, Bdd>();
  private readonly results = new Map<string, Bdd>();

  /** @param most how many nodes may be made */
  constructor(private readonly most: number) {}

  variableOf(diagram: Bdd): number {
    return this.variables[diagram] ?? NONE;
  }

  /** What is left of the function where its first variable is no. */
  low(diagram: Bdd): Bdd {
    return this.lows[diagram] ?? diagram;
  }

  /** What is left of the function where its first variable is yes. */
  high(diagram: Bdd): Bdd {
    return this.highs[diagram] ?? diagram;
  }

  /** @throws TooLargeError */
  node(variable: number, low: Bdd, high: Bdd): Bdd {
    if (low === high) return low;
    const key = `${variable} ${low} ${high}`;
    const known = this.unique.get(key);
    if (known !== undefined) return known;
    if (this.variables.length >= this.most) throw new TooLargeError(`more than ${this.most} nodes`);
    this.variables.push(variable);
    this.lows.push(low);
    const made = this.highs.push(high) - 1;
    this.unique.set(key, made);
    return made;
  }

  /** The variable itself, or its negation. */
  literal(variable: number, value = true): Bdd {
    return value ? this.node(variable, FALSE, TRUE) : this.node(variable, TRUE, FALSE);
  }

  /** Where the first is yes the second, elsewhere the third. @throws TooLargeError */
  choose(test: Bdd, yes: Bdd, no: Bdd): Bdd {
    if (test === TRUE) return yes;
    if (test === FALSE) return no;
    if (yes === no) return yes;
    if (yes === TRUE && no === FALSE) return test;
    const key = `${test} ${yes} ${no}`;
    const known = this.results.get(key);
    if (known !== undefined) return known;
    const variable = Math.min(this.variableOf(test), this.variableOf(yes), this.variableOf(no));
    const result = this.node(
      variable,
      this.choose(
        this.at(test, variable, false),
        this.at(yes, variable, false),
        this.at(no, variable, false),
      ),
      this.choose(this.at(test, variable, true), this.at(yes, variable, true), this.at(no, variable, true)),
    );
    this.results.set(key, result);
    return result;
  }

  and(left: Bdd, right: Bdd): Bdd {
    return this.choose(left, right, FALSE);
  }

  or(left: Bdd, right: Bdd): Bdd {
    return this.choose(left, TRUE, right);
  }

  not(operand: Bdd): Bdd {
    return this.choose(operand, FALSE, TRUE);
  }

  /** What is left of a function where a variable, no later than its first, has this value. */
  at(diagram: Bdd, variable: number, value: boolean): Bdd {
    if (this.variableOf(diagram) !== variable) return diagram;
    return value ? this.high(diagram) : this.low(diagram);
  }

  /** What a function is for these values of its variables. */
  holds(diagram: Bdd, values: readonly boolean[]): boolean {
    let at = diagram;
    while (at !== FALSE && at !== TRUE)
      at = values[this.variableOf(at)] === true ? this.high(at) : this.low(at);
    return at === TRUE;
  }

  /** The variables on which the function depends, in order. */
  support(diagram: Bdd): readonly number[] {
    const found = new Set<number>();
    const seen = new Set<Bdd>([FALSE, TRUE]);
    const open = [diagram];
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      if (seen.has(at)) continue;
      seen.add(at);
      found.add(this.variableOf(at));
      open.push(this.low(at), this.high(at));
    }
    return [...found].sort((left, right) => left - right);
  }
}

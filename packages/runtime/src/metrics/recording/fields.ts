/** Thrown and caught while a recording is read alone: something in a line is not what it has to be. */
export class Misfit extends Error {
  override readonly name = 'Misfit';
}

/** A part of a line of JSON, with its path in it for messages: `reads[2].metric`. */
export class Part {
  readonly #path: string;
  readonly #value: unknown;

  constructor(value: unknown, path = '') {
    this.#value = value;
    this.#path = path;
  }

  /** @throws Misfit always */
  misfit(expected: string): never {
    const found = this.#value === undefined ? 'is missing' : `is ${briefly(this.#value)}`;
    const subject = this.#path === '' ? 'the line' : `\`${this.#path}\``;
    throw new Misfit(`${subject} ${found}; expected ${expected}`);
  }

  get isNull(): boolean {
    return this.#value === null;
  }

  get isNumber(): boolean {
    return typeof this.#value === 'number';
  }

  /** Whether it is a map that has the field. */
  has(name: string): boolean {
    return isMap(this.#value) && Object.hasOwn(this.#value, name);
  }

  /** A field of a map; one that it does not have misfits whatever it is read as. */
  at(name: string): Part {
    if (!isMap(this.#value)) return this.misfit('an object');
    const value = Object.hasOwn(this.#value, name) ? this.#value[name] : undefined;
    return new Part(value, this.#path === '' ? name : `${this.#path}.${name}`);
  }

  items(most: number): readonly Part[] {
    if (!Array.isArray(this.#value)) return this.misfit('a list');
    if (this.#value.length > most) return this.misfit(`a list of ${most} at most`);
    return this.#value.map((value: unknown, place) => new Part(value, `${this.#path}[${place}]`));
  }

  text(longest: number): string {
    const value = this.#value;
    if (typeof value !== 'string') return this.misfit('a text');
    return value.length <= longest ? value : this.misfit(`a text of ${longest} characters at most`);
  }

  oneOf<const Word extends string>(words: readonly Word[]): Word {
    const word = words.find((each) => each === this.#value);
    return word ?? this.misfit(`one of ${words.map((each) => `\`${each}\``).join(', ')}`);
  }

  /** JSON has finite numbers alone, yet `1e999` is read as an infinite one. */
  number(): number {
    const value = this.#value;
    return typeof value === 'number' && Number.isFinite(value) ? value : this.misfit('a finite number');
  }

  integer(from: number, to: number): number {
    const value = this.#value;
    if (typeof value === 'number' && Number.isInteger(value) && value >= from && value <= to) return value;
    return this.misfit(`a whole number from ${from} to ${to}`);
  }
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const LONGEST = 40;

function briefly(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (isMap(value)) return 'an object';
  // An infinite number is one that JSON could not hold.
  const text = typeof value === 'number' ? String(value) : JSON.stringify(value);
  return `\`${text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}…`}\``;
}

/** What ends right before a place, where an operator or a suffix may follow. */
export type Ended =
  | ReadEnded
  /** A read with its window. */
  | { readonly of: 'windowed' }
  | { readonly of: 'promql' }
  /** A test of a request; after a text it may be said that case does not count. */
  | { readonly of: 'test'; readonly hasText: boolean }
  | { readonly of: 'other' };

export interface ReadEnded {
  readonly of: 'read';
  /** Empty where it does not matter any more. */
  readonly metric: string;
  /** False of a bare name, which may be no read at all. */
  readonly isNamed: boolean;
  readonly after: 'metric' | 'statistic' | 'selector';
}

/**
 * What an operand is for: beside arithmetic and order only numbers will do, beside `??` also truth values (`measured`), and
 * `result` takes only versions.
 */
export type Wanted = 'any' | 'number' | 'measured' | 'version';

/** A field whose name or test stands at a place; the name is null of fields without one. */
export interface FieldAt {
  readonly word: string;
  readonly name: string | null;
}

/**
 * What may stand at a place of a text, told from the tokens before it alone: a text that is being written is mostly broken, but
 * what stands before the cursor mostly tells what it was going to be.
 */
export type Expectation =
  | { readonly at: 'statement'; readonly isElsePossible: boolean }
  | { readonly at: 'let-name' | 'let-equals' | 'result-equals' | 'if-open' | 'block-open' | 'else' }
  /** After a sign that holds tighter than `not` does, that word cannot follow. */
  | { readonly at: 'operand'; readonly wanted: Wanted; readonly takesNot: boolean }
  | { readonly at: 'operator'; readonly ended: Ended }
  | { readonly at: 'version' | 'subset' | 'promql-text' | 'duration' | 'unit' }
  | { readonly at: 'metric' }
  | { readonly at: 'statistic'; readonly metric: string; readonly isNamed: boolean }
  | { readonly at: 'label' | 'label-end' }
  | { readonly at: 'label-operator' | 'label-value'; readonly label: string }
  | { readonly at: 'presence' }
  | { readonly at: 'field-name'; readonly word: string; readonly isTested: boolean }
  | { readonly at: 'test' | 'negated' | 'text' | 'list-open' | 'item' | 'item-end'; readonly field: FieldAt }
  /** In a raw ACL that is still open. */
  | { readonly at: 'case' | 'raw' };

/** A bracket that is open at a place. */
export type Frame =
  | { readonly kind: 'group' | 'if' | 'block' | 'else-block' }
  | { readonly kind: 'selector'; readonly metric: string }
  | { readonly kind: 'list'; readonly field: FieldAt }
  | { readonly kind: 'call'; readonly callee: string; readonly open: number; readonly argument: number };

/** A `let` in reach, by its name and where that stands. */
export interface NamedAt {
  readonly name: string;
  readonly start: number;
}

import type { FieldName, TextTest } from '@lamia/lang';

export type Operator = TextTest | 'in' | 'present';

/** One test of a request, as a row of a form. */
export interface TestPart {
  readonly kind: 'test';
  readonly negated: boolean;
  readonly field: FieldName;
  /** Of a header, cookie or query parameter; null for the other fields. */
  readonly name: string | null;
  readonly operator: Operator;
  /** One text, several for `in`, none for `present`. */
  readonly values: readonly string[];
  readonly ignoreCase: boolean;
}

/** Parts that must all hold, or of which one must; a group of one part is that part. */
export interface GroupPart {
  readonly kind: 'group';
  readonly negated: boolean;
  readonly join: 'all' | 'any';
  readonly parts: readonly Part[];
}

/** What a `let` of the same condition names. */
export interface ReferencePart {
  readonly kind: 'reference';
  readonly negated: boolean;
  readonly name: string;
}

/** What has no row of its own, such as a raw ACL: kept as its text. */
export interface TextPart {
  readonly kind: 'text';
  readonly negated: boolean;
  readonly text: string;
}

export type Part = TestPart | GroupPart | ReferencePart | TextPart;

/** Comments of a statement: those on lines before it, and those behind it on its line. */
export interface Remarks {
  readonly before: readonly string[];
  readonly behind: readonly string[];
}

/** A condition as groups: its `let`s in order, and what it comes to. */
export interface Outline {
  readonly definitions: readonly { readonly name: string; readonly part: Part; readonly remarks: Remarks }[];
  readonly part: Part;
  readonly remarks: Remarks;
  /** Comments after everything else. */
  readonly end: readonly string[];
}

export const NO_REMARKS: Remarks = { before: [], behind: [] };

export const NEW_TEST: TestPart = {
  kind: 'test',
  negated: false,
  field: 'header',
  name: 'X-Group',
  operator: 'exact',
  values: ['testers'],
  ignoreCase: false,
};

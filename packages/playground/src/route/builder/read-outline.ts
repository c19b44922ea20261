import { format, isRunnable, parse, printProgram } from '@lamia/lang';
import type { Binary, Expression, ParseResult, Predicate } from '@lamia/lang';
import type { Outline, Part, Remarks, TestPart } from './parts.js';

/** A condition as groups, or the sentence that says why its text has none. */
export type OutlineRead =
  { readonly ok: true; readonly outline: Outline } | { readonly ok: false; readonly message: string };

type Comments = ParseResult['comments'];

/**
 * The groups of a condition's text, by its canonical form: what the outline is printed as is what the formatter makes of the text.
 * Comments stay with the statement that they stand before or behind.
 */
export function readOutline(text: string): OutlineRead {
  const formatted = format(text);
  if (formatted.text === null) {
    const [first] = formatted.diagnostics.filter(({ severity }) => severity === 'error');
    return { ok: false, message: first?.message ?? 'the text cannot be read' };
  }
  const { source, program, comments, diagnostics } = parse(formatted.text);
  const { statements, value } = program;
  if (!isRunnable(diagnostics) || value === null)
    return { ok: false, message: 'there is no condition yet: write one, or begin with a test' };
  const definitions: Outline['definitions'][number][] = [];
  let behind = 0;
  const remarksOf = (node: { readonly start: number; readonly end: number }): Remarks => {
    const remarks = remarksAround(source, comments, node, behind);
    behind = remarks.end;
    return { before: remarks.before, behind: remarks.behind };
  };
  for (const statement of statements) {
    if (statement.kind !== 'Let')
      return {
        ok: false,
        message: 'this is a program of decisions, not a condition: write tests of a request',
      };
    definitions.push({ name: statement.name, part: partOf(statement.value), remarks: remarksOf(statement) });
  }
  const remarks = remarksOf(value);
  const end = comments.filter(({ start }) => start >= behind).map(textOf);
  return { ok: true, outline: { definitions, part: partOf(value), remarks, end } };
}

/** In canonical text comments stand between statements alone, on lines of their own or at the end of one. */
function remarksAround(
  source: string,
  comments: Comments,
  { start, end }: { readonly start: number; readonly end: number },
  from: number,
): Remarks & { readonly end: number } {
  const before = comments.filter((comment) => comment.start >= from && comment.start < start);
  const behind: Comments[number][] = [];
  let place = end;
  for (const comment of comments) {
    if (comment.start < end || source.slice(place, comment.start).includes('\n')) continue;
    behind.push(comment);
    place = comment.end;
  }
  return { before: before.map(textOf), behind: behind.map(textOf), end: place };
}

function textOf({ text }: Comments[number]): string {
  return text.trimEnd();
}

function partOf(node: Expression): Part {
  switch (node.kind) {
    case 'Not': {
      const part = partOf(node.operand);
      // A part is denied once; denied twice it is the only one of a group.
      return part.negated
        ? { kind: 'group', negated: true, join: 'all', parts: [part] }
        : { ...part, negated: true };
    }
    case 'Binary':
      return node.operator === 'and' || node.operator === 'or' ? groupOf(node) : textPart(node);
    case 'Predicate':
      return testOf(node);
    case 'Name':
      return { kind: 'reference', negated: false, name: node.name };
    default:
      return textPart(node);
  }
}

/** A chain leans to the left; what stands in parentheses on the right is a group of its own. */
function groupOf(node: Binary): Part {
  const parts: Part[] = [];
  let left: Expression = node;
  while (left.kind === 'Binary' && left.operator === node.operator) {
    parts.unshift(partOf(left.right));
    left = left.left;
  }
  parts.unshift(partOf(left));
  return { kind: 'group', negated: false, join: node.operator === 'and' ? 'all' : 'any', parts };
}

function testOf({ field, name, test, ignoreCase }: Predicate): TestPart {
  const base = { kind: 'test', negated: false, field, name, operator: test.test, ignoreCase } as const;
  switch (test.test) {
    case 'present':
      return { ...base, values: [] };
    case 'in':
      return { ...base, values: test.texts.map(({ value }) => value) };
    default:
      return { ...base, values: [test.text.value] };
  }
}

function textPart(node: Expression): Part {
  const program = { kind: 'Program', statements: [], value: node, start: 0, end: 0 } as const;
  return { kind: 'text', negated: false, text: printProgram(program) };
}

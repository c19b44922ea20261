import { parse, printProgram } from '@lamia/lang';
import type { Expression, FieldTest, Let, Program } from '@lamia/lang';
import type { Outline, Part, Remarks, TestPart } from './parts.js';

const NOWHERE = { start: 0, end: 0 };

/** The canonical text of an outline; groups without any part are left out. */
export function printOutline({ definitions, part, remarks, end }: Outline): string {
  const statements = definitions.flatMap((definition) => {
    const value = expressionOf(definition.part);
    if (value === null) return [];
    const statement: Let = { kind: 'Let', name: definition.name, nameSpan: NOWHERE, value, ...NOWHERE };
    return withRemarks(programText([statement], null), definition.remarks);
  });
  const value = expressionOf(part);
  const last = value === null ? [] : [programText([], value)];
  const lines = [...statements, ...last.flatMap((text) => withRemarks(text, remarks)), ...end];
  return lines.join('\n');
}

function withRemarks(text: string, { before, behind }: Remarks): readonly string[] {
  return [...before, [text, ...behind].join(' ')];
}

function programText(statements: Program['statements'], value: Expression | null): string {
  return printProgram({ kind: 'Program', statements, value, ...NOWHERE });
}

/** Null where there is nothing to say. */
function expressionOf(part: Part): Expression | null {
  const bare = bareExpressionOf(part);
  return bare === null || !part.negated ? bare : { kind: 'Not', operand: bare, ...NOWHERE };
}

function bareExpressionOf(part: Part): Expression | null {
  switch (part.kind) {
    case 'test':
      return {
        kind: 'Predicate',
        field: part.field,
        name: part.name,
        fieldSpan: NOWHERE,
        test: testOf(part),
        ignoreCase: part.ignoreCase,
        ...NOWHERE,
      };
    case 'reference':
      return { kind: 'Name', name: part.name, ...NOWHERE };
    case 'text':
      return parse(part.text).program.value;
    case 'group': {
      const operator = part.join === 'all' ? 'and' : 'or';
      return part.parts
        .flatMap((inner) => expressionOf(inner) ?? [])
        .reduce<Expression | null>(
          (left, right) =>
            left === null
              ? right
              : { kind: 'Binary', operator, operatorSpan: NOWHERE, left, right, ...NOWHERE },
          null,
        );
    }
  }
}

function testOf({ operator, values }: TestPart): FieldTest {
  const texts = values.map((value) => ({ value, ...NOWHERE }));
  switch (operator) {
    case 'present':
      return { test: 'present' };
    case 'in':
      return { test: 'in', texts: texts.length === 0 ? [{ value: '', ...NOWHERE }] : texts };
    default:
      return { test: operator, text: texts[0] ?? { value: '', ...NOWHERE } };
  }
}

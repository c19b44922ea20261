import { numberText, type ExpressionJson } from '@lamia/lang';

/** The value of a part of an expression as people read it, with its unit. */
export function valueText({ type, value, unit, assumed }: ExpressionJson): string {
  switch (type) {
    case 'number':
      return `${assumed === true ? 'assumed ' : ''}${typeof value === 'number' ? numberText(value, unit) : ''}`;
    case 'boolean':
    case 'version':
      return String(value);
    case 'nil':
      return 'nil';
    case 'unknown':
      return 'unknown';
    case 'not-evaluated':
      return 'not evaluated';
  }
}

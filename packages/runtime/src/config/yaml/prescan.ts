import { CST, Lexer } from 'yaml';
import { YAML_BUDGETS } from './budgets.js';

/** What makes a text too costly to parse, and where that shows. */
export interface Excess {
  readonly offset: number;
  readonly code: 'yaml-too-deep' | 'yaml-too-large';
  readonly message: string;
}

/** Said wherever nesting is found to be too deep: here, in the parsed tokens, or once aliases are expanded. */
export const TOO_DEEP = `maps and lists are nested deeper than ${YAML_BUDGETS.depth} levels`;

/**
 * Looks over a text without building anything of it: a mebibyte of brackets would cost the parser a gigabyte. What nests by
 * indentation alone is left to `firstTooDeep`; it grows with the root of the text's length only.
 */
export function prescan(text: string): Excess | null {
  let offset = 0;
  let brackets = 0;
  let indicators = 0;
  let scalars = 0;
  let documents = 0;
  let isScalar = false;
  for (const token of new Lexer().lex(text)) {
    if (token === CST.SCALAR) {
      isScalar = true;
      scalars += 1;
      continue;
    }
    if (token === CST.DOCUMENT || token === CST.FLOW_END) continue;
    if (isScalar) isScalar = false;
    else if (token === '[' || token === '{') brackets += 1;
    else if (token === ']' || token === '}') brackets -= 1;
    else if (token === '-' || token === '?') indicators += 1;
    else if (token.endsWith('\n')) indicators = 0;
    if (token === '---') documents += 1;
    if (documents > YAML_BUDGETS.documents) {
      const message = `this file has more than ${YAML_BUDGETS.documents} documents; split it`;
      return { offset, code: 'yaml-too-large', message };
    }
    if (brackets + indicators > YAML_BUDGETS.depth)
      return { offset, code: 'yaml-too-deep', message: TOO_DEEP };
    if (scalars > YAML_BUDGETS.nodes) {
      const message = `this file has more than ${YAML_BUDGETS.nodes} keys and values; split it`;
      return { offset, code: 'yaml-too-large', message };
    }
    offset += token.length;
  }
  return null;
}

import { check, compile, parse } from '@lamia/lang';
import { tokenize } from '../../../packages/lang/dist/syntax/lexer/tokenize.js';
import { parseTokens } from '../../../packages/lang/dist/syntax/parse-tokens.js';
import { FOUNDING } from './inputs.mjs';

/** From text to something that can be evaluated, in steps that hold each other. */
export const FRONT_END = {
  'lexing and parsing alone': () => parseTokens(tokenize(FOUNDING).tokens),
  'parse (with syntax tree)': () => parse(FOUNDING),
  'parse, check, compile': () => compile(check(FOUNDING).checked),
};

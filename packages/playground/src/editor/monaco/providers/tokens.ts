import { languageService, type LineState, type LineToken } from '@lamia/lang';
import type { languages } from '../monaco.js';

/** What the colours of tokens are called in the theme; the text's own colour where there is none. */
const SCOPES: Readonly<Record<LineToken['kind'], string>> = {
  reserved: 'keyword',
  soft: 'keyword',
  name: '',
  'field-name': 'string',
  string: 'string',
  text: 'string',
  raw: 'string',
  number: 'number',
  operator: '',
  punctuation: '',
  comment: 'comment',
};

class State implements languages.IState {
  constructor(readonly line: LineState) {}

  clone(): this {
    return this;
  }

  equals(other: languages.IState): boolean {
    return (
      other instanceof State &&
      other.line.isComment === this.line.isComment &&
      other.line.before === this.line.before
    );
  }
}

/** The instant colours, by the lexer of the language itself; what names mean is coloured a moment later. */
export const tokens: languages.TokensProvider = {
  getInitialState: () => new State(languageService.firstLine),
  tokenize: (line, state) => {
    const before = state instanceof State ? state.line : languageService.firstLine;
    const found = languageService.lineTokens(line, before);
    return {
      // A token lasts until the next begins, and blanks are nothing.
      tokens: found.tokens.flatMap(({ kind, start, end }) => [
        { startIndex: start, scopes: SCOPES[kind] },
        { startIndex: end, scopes: '' },
      ]),
      endState: new State(found.state),
    };
  },
};

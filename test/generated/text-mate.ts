import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type * as Oniguruma from 'vscode-oniguruma';
import type * as TextMate from 'vscode-textmate';

/** What VS Code colours with, on the published grammar; both packages are CommonJS. */
const require = createRequire(import.meta.url);
const { INITIAL, Registry, parseRawGrammar } = require('vscode-textmate') as typeof TextMate;
const oniguruma = require('vscode-oniguruma') as typeof Oniguruma;

const GRAMMAR = new URL('../../grammar/lamia.tmLanguage.json', import.meta.url);

/** The innermost scope of every UTF-16 code unit of a text. */
export type Colouring = (source: string) => readonly string[];

export async function colouring(): Promise<Colouring> {
  await oniguruma.loadWASM(readFileSync(require.resolve('vscode-oniguruma/release/onig.wasm')));
  const registry = new Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
      createOnigString: (text) => new oniguruma.OnigString(text),
    }),
    loadGrammar: () => Promise.resolve(parseRawGrammar(readFileSync(GRAMMAR, 'utf8'), 'lamia.json')),
  });
  const grammar = await registry.loadGrammar('source.lamia');
  if (grammar === null) throw new Error('the grammar was not found');
  return (source) => {
    const scopes = Array.from({ length: source.length }, () => '');
    let stack = INITIAL;
    let offset = 0;
    for (const piece of source.split(/(\r\n|\n|\r)/)) {
      if (!/^[\r\n]/.test(piece)) {
        const line = grammar.tokenizeLine(piece, stack);
        for (const { startIndex, endIndex, scopes: nested } of line.tokens)
          scopes.fill(nested.join(' '), offset + startIndex, offset + Math.min(endIndex, piece.length));
        stack = line.ruleStack;
      }
      offset += piece.length;
    }
    return scopes;
  };
}

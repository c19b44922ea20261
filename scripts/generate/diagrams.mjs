/**
 * Draws the grammar as railroad diagrams: one page that needs neither network nor script. Chevrotain ships the drawing code for
 * browsers; it is run here once, so that the page holds nothing but its pictures.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createContext, runInContext } from 'node:vm';
import { spacedName, tokenTexts } from './token-texts.mjs';

/** The package exports its module only, which lies in `lib/src`. */
const MODULE = fileURLToPath(import.meta.resolve('chevrotain'));
const PACKAGE = MODULE.slice(0, MODULE.indexOf(`${path.sep}lib${path.sep}`));

/**
 * @typedef {import('chevrotain').TokenType} TokenType
 *
 * A part of the grammar as plain data, as chevrotain serializes it; its own types leave out the names.
 * @typedef {object} Part
 * @property {string} type
 * @property {string} [name]
 * @property {string} [label] what is drawn in a terminal
 * @property {readonly Part[]} [definition]
 * @property {Part} [separator]
 *
 * What chevrotain's drawing code leaves in the page.
 * @typedef {{ convertProductionToDiagram(rule: Part, name: string): object }} Drawing
 */

/**
 * Chevrotain's drawing functions, loaded as a browser would.
 * @returns {Drawing}
 */
function drawing() {
  const page = createContext({});
  for (const file of ['vendor/railroad-diagrams.js', 'src/diagrams_builder.js']) {
    runInContext(readFileSync(path.join(PACKAGE, 'diagrams', file), 'utf8'), page);
  }
  return /** @type {{ diagrams_builder: Drawing }} */ (page).diagrams_builder;
}

/**
 * The same part with rules and tokens named as in `lamia.ebnf`; a category of tokens becomes a choice between its members.
 * @param {Part} part
 * @param {readonly TokenType[]} vocabulary
 * @returns {Part}
 */
function readable(part, vocabulary) {
  const { type, name = '', definition, separator } = part;
  if (type === 'Terminal') {
    const token = vocabulary.find((one) => one.name === name);
    if (token === undefined) throw new Error(`the grammar uses an unknown token ${name}`);
    const choices = tokenTexts(token, vocabulary).map((label) => ({ type, name, label }));
    const [only] = choices;
    return choices.length === 1 && only !== undefined
      ? only
      : {
          type: 'Alternation',
          definition: choices.map((choice) => ({ type: 'Alternative', definition: [choice] })),
        };
  }
  return {
    ...part,
    name: spacedName(name),
    ...(definition === undefined ? {} : { definition: definition.map((one) => readable(one, vocabulary)) }),
    ...(separator === undefined ? {} : { separator: readable(separator, vocabulary) }),
  };
}

const STYLE = `
body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 70rem; padding: 0 1rem; background: #fbfbfd; color: #1c1e26; }
h2 { font-size: 1.1rem; margin: 2rem 0 0.5rem; }
svg.railroad-diagram { max-width: 100%; height: auto; }
svg.railroad-diagram path { stroke-width: 2; stroke: #3c4257; fill: none; }
svg.railroad-diagram text { font: 14px ui-monospace, monospace; text-anchor: middle; fill: #1c1e26; }
svg.railroad-diagram rect { stroke-width: 1.5; stroke: #3c4257; fill: #e6f4ea; }
svg.railroad-diagram g.non-terminal rect { fill: #e4ebfb; }
`;

/**
 * The whole page.
 * @param {readonly import('chevrotain').ISerializedGast[]} rules
 * @param {readonly TokenType[]} vocabulary
 */
export function diagramsPage(rules, vocabulary) {
  const { convertProductionToDiagram } = drawing();
  const pictures = rules.map((rule) => {
    const part = readable(rule, vocabulary);
    const name = part.name ?? '';
    return `<h2 id="${name.replaceAll(' ', '-')}">${name}</h2>\n${String(convertProductionToDiagram(part, name))}`;
  });
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>The grammar of Lamia</title>
<style>${STYLE}</style>
<h1>The grammar of Lamia</h1>
<p>Generated from the parser by <code>npm run docs</code>. The same grammar as text, and what NAME, STRING and other tokens
are, is in <a href="../lamia.ebnf">lamia.ebnf</a>.</p>
${pictures.join('\n')}
</html>
`;
}

import { FUNCTIONS } from '../../check/functions.js';
import type { Span } from '../../source/span.js';
import type { Expression, Let, Name, Node, Predicate, PromqlRead, Read } from '../../syntax/ast.js';
import { children } from '../../syntax/children.js';
import type { Lexeme } from '../../syntax/lexer/lexeme.js';
import { printExpression } from '../../syntax/print-expression.js';
import type { Analysis } from '../analysis.js';
import { GLOSSARY } from '../glossary.js';
import { letAt, typeOfLet } from '../lets.js';
import { typeText } from '../type-text.js';
import { lamia } from './markdown.js';
import { code, predicateWords } from './predicate-words.js';
import { readWords } from './read-words.js';
import { versionOf, versionWords } from './version-words.js';

/** What is said of a place, as Markdown, and of which part of the text it is said. */
export interface Hover {
  readonly span: Span;
  readonly markdown: string;
}

/** What is known of the word or sign at a place; null where there is nothing to say. */
export function hoverAt(analysis: Analysis, offset: number): Hover | null {
  const lexeme = lexemeAt(analysis.lexemes, offset);
  if (lexeme === null) return null;
  const path = pathTo(analysis.program, lexeme);
  const said = ofDeclaration(analysis, lexeme) ?? ofNode(analysis, path, lexeme) ?? ofWord(lexeme);
  return said === null || said.words.length === 0
    ? null
    : { span: { start: said.span.start, end: said.span.end }, markdown: said.words.join('\n\n') };
}

interface Said {
  readonly span: Span;
  readonly words: readonly string[];
}

/** Between two that touch, the one that is a word. */
function lexemeAt(lexemes: readonly Lexeme[], offset: number): Lexeme | null {
  const touching = lexemes.filter(({ start, end }) => start <= offset && offset <= end);
  const isSign = ({ kind }: Lexeme): boolean => kind === 'operator' || kind === 'punctuation';
  return touching.find((lexeme) => !isSign(lexeme)) ?? touching.find(({ end }) => offset < end) ?? null;
}

/** The nodes around a token, the innermost last. */
function pathTo(root: Node, span: Span): readonly Node[] {
  const path: Node[] = [root];
  for (let next: Node | undefined = root; next !== undefined;) {
    next = children(next).find(({ start, end }) => start <= span.start && span.end <= end);
    if (next !== undefined) path.push(next);
  }
  return path;
}

function ofDeclaration(analysis: Analysis, { start, end }: Lexeme): Said | null {
  const declaration = letAt(analysis, start);
  return declaration === null ? null : { span: { start, end }, words: letWords(analysis, declaration) };
}

function ofNode(analysis: Analysis, path: readonly Node[], lexeme: Lexeme): Said | null {
  const node = path.at(-1);
  const word = ofWord(lexeme);
  switch (node?.kind) {
    case 'Name': {
      const words = nameWords(analysis, node);
      return words.length === 0 ? word : { span: node, words };
    }
    case 'Read':
      return word !== null && lexeme.start !== node.metricSpan.start ? word : ofRead(analysis, node);
    case 'PromqlRead':
      return word ?? ofRead(analysis, node);
    case 'VersionReference':
      return { span: node, words: versionWords(analysis, versionOf(node.form, node.name)) };
    case 'VersionLiteral':
      return { span: node, words: versionWords(analysis, { form: 'label', label: node.label }) };
    case 'LabelMatcher':
      return {
        span: node,
        words: [`Only series whose label fits ${code(analysis.text.slice(node.start, node.end))}.`],
      };
    case 'NumberLiteral':
      return node.unit === 'bare'
        ? null
        : { span: node, words: [lamia(`${node.text} // ${baseText(node)}`)] };
    case 'Call':
      return lexeme.start === node.calleeSpan.start ? ofFunction(analysis, node, lexeme) : null;
    case 'Predicate':
      return ofPredicate(path, node);
    case 'RawAcl':
      return { span: node, words: ['An ACL for HAProxy alone, which nothing else can understand.'] };
    case 'Binary':
      return ofOperator(analysis, node, lexeme, word);
    default:
      return word;
  }
}

function nameWords(analysis: Analysis, node: Name): readonly string[] {
  const { resolution, types } = analysis.meaning;
  const meaning = resolution.names.get(node);
  switch (meaning?.kind) {
    case 'let':
      return letWords(analysis, meaning.declaration);
    case 'version':
      return versionWords(analysis, meaning.version);
    case 'read': {
      const read = resolution.reads[meaning.slot];
      return read === undefined ? [] : readWords(analysis, read, types.get(node));
    }
    case undefined:
      return [];
  }
}

function ofRead(analysis: Analysis, node: Read | PromqlRead): Said | null {
  const { resolution, types } = analysis.meaning;
  const slot = resolution.slots.get(node);
  const read = slot === undefined ? undefined : resolution.reads[slot];
  return read === undefined ? null : { span: node, words: readWords(analysis, read, types.get(node)) };
}

function letWords(analysis: Analysis, declaration: Let): readonly string[] {
  const type = typeOfLet(analysis, declaration);
  const known = type === null || type.kind === 'error' ? [] : [`${declaration.name}: ${typeText(type)}`];
  return [lamia(analysis.text.slice(declaration.start, declaration.end)), ...known];
}

function baseText({ value, unit }: Expression & { readonly kind: 'NumberLiteral' }): string {
  return unit === 'ratio' ? String(value) : `${value} ${unit}`;
}

function ofFunction(
  { meaning }: Analysis,
  node: Expression & { readonly kind: 'Call' },
  { start, end }: Lexeme,
): Said | null {
  const description = FUNCTIONS.get(node.callee);
  if (description === undefined) return null;
  const type = meaning.types.get(node);
  const gives = type === undefined || type.kind === 'error' ? '' : ` // ${typeText(type)}`;
  return {
    span: { start, end },
    words: [lamia(`${description.signature}${gives}`), `${description.description}.`],
  };
}

function ofOperator(
  { meaning }: Analysis,
  node: Expression & { readonly kind: 'Binary' },
  lexeme: Lexeme,
  word: Said | null,
): Said | null {
  if (lexeme.start !== node.operatorSpan.start) return word;
  const type = meaning.types.get(node);
  if (word !== null || type === undefined || type.kind === 'error') return word;
  return { span: lexeme, words: [`${code(node.operator)} gives ${typeText(type)}`] };
}

/** The spellings of older dialects may be several tests, or a denied one, in one place. */
function ofPredicate(path: readonly Node[], node: Predicate): Said {
  const whole = path.find(
    (part): part is Expression =>
      (part.kind === 'Not' || part.kind === 'Binary') && part.start === node.start && part.end === node.end,
  );
  const tests = predicatesIn(whole ?? node);
  return {
    span: node,
    words: [
      lamia(printExpression(whole ?? node)),
      ...tests.map((test) => predicateWords(test, whole?.kind === 'Not')),
    ],
  };
}

function predicatesIn(node: Node): readonly Predicate[] {
  return node.kind === 'Predicate' ? [node] : children(node).flatMap(predicatesIn);
}

function ofWord({ kind, text, start, end }: Lexeme): Said | null {
  if (kind !== 'reserved' && kind !== 'soft') return null;
  const words = GLOSSARY.get(text) ?? GLOSSARY.get(text.toLowerCase());
  return words === undefined ? null : { span: { start, end }, words: [`**${text}**`, words] };
}

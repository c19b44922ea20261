import { fieldKey, fieldValue, type Atom } from './atom.js';
import { hasLoneSurrogate } from '../source/utf8-bytes.js';
import { acceptsText } from './automata/acceptor.js';
import { plainValues } from './automata/plain-values.js';
import type { Request } from './request.js';

/**
 * Why data planes may differ on what a request is to these atoms, one sentence; null for a plain request, on which all agree.
 */
export function notPlain(request: Request, atoms: readonly Atom[]): string | null {
  const fields = new Map(atoms.map((atom) => [fieldKey(atom), atom]));
  const cookieLines = request.headers.filter(([name]) => name === 'cookie').length;
  if (cookieLines > 1) return 'the request has several `Cookie` lines';
  if (isUnencodable(request)) return 'the request is not valid UTF-8';
  for (const atom of fields.values()) {
    const repeated = repetition(request, atom);
    if (repeated !== null) return repeated;
    const value = fieldValue(request, atom);
    if (value === undefined) continue;
    const looked = atoms.filter((other) => fieldKey(other) === fieldKey(atom));
    const asciiOnly = looked.some(({ op, ignoreCase }) => op === 'regex' || ignoreCase);
    if (!acceptsText(plainValues(atom, asciiOnly), value)) {
      return `\`${fieldKey(atom)}\` has a value that data planes may change or read differently: ${JSON.stringify(value)}`;
    }
  }
  return null;
}

function repetition({ headers, query }: Request, { field, name }: Atom): string | null {
  const count = (names: readonly (string | undefined)[]): number =>
    names.filter((other) => other === name).length;
  switch (field) {
    case 'header':
      return count(headers.map(([other]) => other)) > 1
        ? `the header \`${name}\` stands on several lines`
        : null;
    case 'cookie': {
      const line = headers.find(([other]) => other === 'cookie')?.[1] ?? '';
      const parts = line.split(';').map((part) => part.split('=')[0] ?? '');
      if (count(parts.map((part) => part.trim())) > 1) return `the cookie \`${name}\` stands twice`;
      const blank = line
        .split(';')
        .find((part) => /\s=|=\s/.test(part) && part.split('=')[0]?.trim() === name);
      return blank === undefined ? null : `the cookie \`${name}\` has blanks around its \`=\``;
    }
    case 'query':
      return count((query ?? '').split('&').map((part) => part.split('=')[0])) > 1
        ? `the query parameter \`${name}\` stands twice`
        : null;
    case 'host':
    case 'path':
    case 'method':
    case 'scheme':
      return null;
  }
}

function isUnencodable({ headers, path, query, host }: Request): boolean {
  return [path, host, query ?? '', ...headers.map(([, value]) => value)].some(hasLoneSurrogate);
}

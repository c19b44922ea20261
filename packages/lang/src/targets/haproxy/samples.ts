import type { Field } from '../../condition/atom.js';
import { bytesRegex, utf8 } from './bytes.js';
import type { AclLine, Assignment, Sample } from './rules.js';

/** What a field is to HAProxy, with what has to be there before it can be looked at. */
export interface FieldSample {
  readonly sample: Sample;
  readonly acls: readonly AclLine[];
  readonly assignments: readonly Assignment[];
}

/** White space that may stand around a cookie's parts. */
const BLANK = String.raw`[\x20\x09]`;

/**
 * How a field is looked at. HAProxy's own fetches of cookies and query parameters read commas, quotes and semicolons in other
 * ways than the language, and miss a cookie that is empty and last, and a parameter without `=`: their values, and the host
 * without port and last dot, are taken out of the whole by regular expressions. None of these can go back far.
 * @param number what tells its variable from others'
 * @returns null for a field that no request has
 */
export function fieldSample({ field, name }: Field, number: number): FieldSample | null {
  switch (field) {
    case 'header':
      return { sample: { fetch: 'header', name: name ?? '' }, acls: [], assignments: [] };
    case 'path':
    case 'method':
      return { sample: { fetch: field }, acls: [], assignments: [] };
    case 'scheme':
      return { sample: { fetch: 'tls' }, acls: [], assignments: [] };
    case 'host':
      return hostSample();
    case 'cookie':
      return cookieSample(name ?? '', number);
    case 'query':
      return parameterSample(name ?? '', number);
  }
}

const HOST = 'host';

/** A missing host is empty. */
function hostSample(): FieldSample {
  const set = { variable: HOST, when: null };
  return {
    sample: { fetch: 'variable', name: HOST },
    acls: [],
    assignments: [
      { ...set, from: null, lowerCase: false, substitutions: [] },
      {
        ...set,
        from: { fetch: 'header', name: 'host' },
        lowerCase: true,
        substitutions: [
          { regex: String.raw`^(\x5b[^\x5d]*\x5d|[^:]*)(?::[0-9]*)?$`, by: String.raw`\1` },
          { regex: String.raw`\x2e$`, by: '' },
        ],
      },
    ],
  };
}

function cookieSample(name: string, number: number): FieldSample | null {
  const bytes = utf8(name);
  if (bytes === null || /^[ \t]|[=;]|[ \t]$/.test(name)) return null;
  const begin = `${BLANK}*${bytesRegex(bytes)}${BLANK}*=`;
  // Blanks at the value's end are no part of it. Each run of them is taken once.
  const value = String.raw`([^;\x20\x09]*(?:${BLANK}+[^;\x20\x09]+)*+)`;
  return taken(
    { fetch: 'header', name: 'cookie' },
    `(?:^|;)${begin}`,
    `^(?:.*?;)??${begin}${BLANK}*${value}${BLANK}*(?:;.*)?$`,
    number,
  );
}

function parameterSample(name: string, number: number): FieldSample | null {
  const bytes = utf8(name);
  if (bytes === null || /[=&]/.test(name)) return null;
  const begin = bytesRegex(bytes);
  return taken(
    { fetch: 'query' },
    `(?:^|&)${begin}(?:=|&|$)`,
    `^(?:.*?&)??${begin}(?:=([^&]*))?(?:&.*)?$`,
    number,
  );
}

/** What the first group of an expression matches, where the sample is found to hold it. */
function taken(from: Sample, presence: string, regex: string, number: number): FieldSample {
  const [variable, has] = [`v${number}`, `has${number}`];
  const substitutions = [{ regex, by: String.raw`\1` }];
  return {
    sample: { fetch: 'variable', name: variable },
    acls: [{ name: has, sample: from, match: { kind: 'regex', regex: presence } }],
    assignments: [{ variable, from, lowerCase: false, substitutions, when: has }],
  };
}

import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';

const GRAMMAR = readFileSync(new URL('../../grammar/lamia.ebnf', import.meta.url), 'utf8');

/** The rules by name, without comments, terminals and what is said in words. */
const rules = new Map(
  GRAMMAR.replace(/\(\*.*?\*\)/gs, '')
    .replace(/\? .*? \? ;/gs, ';')
    .replace(/\? .*? \? \|/gs, '')
    .replace(/"[^"]*"/g, '')
    .split(';')
    .map((rule) => rule.split('='))
    .flatMap(([name = '', body = '']) => (name.trim() === '' ? [] : [[name.trim(), body] as const])),
);

const used = (body: string): readonly string[] =>
  body
    .split(/[,|[\]{}()]/)
    .map((name) => name.trim())
    .filter((name) => name !== '');

describe('the published grammar', () => {
  test('begins with the program', () => {
    expect([...rules.keys()][0]).toBe('program');
  });

  test('defines every name that it uses', () => {
    const missing = [...rules].flatMap(([rule, body]) =>
      used(body).flatMap((name) => (rules.has(name) ? [] : [`${rule}: ${name}`])),
    );
    expect(missing).toEqual([]);
  });

  test('uses every name that it defines', () => {
    const reached = new Set<string>();
    const reach = (name: string): void => {
      if (reached.has(name)) return;
      reached.add(name);
      used(rules.get(name) ?? '').forEach(reach);
    };
    reach('program');
    expect([...rules.keys()].filter((name) => !reached.has(name))).toEqual(['line comment', 'block comment']);
  });
});

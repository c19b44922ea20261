import { describe, expect, test } from '@jest/globals';
import { check } from '../../check/check.js';
import type { Condition } from '../../condition/formula.js';
import { rawAclProblem } from './raw-acl.js';
import { compileHaproxyRouting } from './routing.js';
import { withStandIns } from './stand-ins.js';

const condition = (source: string): Condition => {
  const checked = check(source, { kind: 'condition' }).condition;
  if (checked === null) throw new Error(`no condition: ${source}`);
  return checked;
};
const compile = (sources: readonly string[], rawAcls = true) =>
  compileHaproxyRouting({
    hosts: [],
    routes: [
      ...sources.map((source, index) => ({
        name: `r${index}`,
        condition: condition(source),
        backend: `b${index}`,
      })),
      { name: 'rest', condition: null, backend: 'rest' },
    ],
    rawAcls,
  });
const lines = (...sources: readonly string[]): readonly string[] => {
  const compiled = compile(sources);
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.findings));
  return compiled.emitted;
};

describe('a raw ACL', () => {
  test('goes out as it is, joined and denied like any test', () => {
    expect(lines('< url_beg /2 > and not <src 10.0.0.0/8> or header "X" exact "1"')).toEqual([
      "acl t1 'req.fhdr(x)' -m str -- '1'",
      'acl t2 url_beg /2',
      'acl t3 src 10.0.0.0/8',
      "use_backend 'b0' if t1",
      "use_backend 'b0' if t2 !t3",
      "default_backend 'rest'",
    ]);
  });

  test('that stands twice is one test', () => {
    expect(lines('<a b> or not <a b>')).toEqual(["default_backend 'b0'"]);
    expect(
      lines('let internal = <src 10.0.0.0/8>; internal and path exact "/" or internal', '<a b>'),
    ).toEqual([
      'acl t1 src 10.0.0.0/8',
      'acl t2 a b',
      "use_backend 'b0' if t1",
      "use_backend 'b1' if t2",
      "default_backend 'rest'",
    ]);
  });

  test('is told from another by its case', () => {
    expect(lines('<hdr(x) A> and <hdr(x) a>').filter((line) => line.startsWith('acl'))).toHaveLength(2);
  });

  test('is nothing that a header can be named for', () => {
    const { standIns } = withStandIns([{ condition: condition('<a b> or <A b>') }], true);
    expect([...standIns]).toEqual([
      ['<a b>', 'a b'],
      ['<<a b>>', 'A b'],
    ]);
    for (const name of standIns.keys()) {
      expect(check(`header "${name}" present`, { kind: 'condition' }).condition).toBeNull();
    }
  });

  test('may be related to other tests in any way: nothing is left out for it', () => {
    expect(lines('<path /a> and path exact "/a"', 'path exact "/a"')).toEqual([
      "acl t1 path -m str -- '/a'",
      'acl t2 path /a',
      "use_backend 'b0' if t1 t2",
      "use_backend 'b1' if t1",
      "default_backend 'rest'",
    ]);
  });

  test('is told of at its place, with what nobody knows about it', () => {
    const compiled = compile(['path exact "/" or <url_beg /2>']);
    expect(compiled).toMatchObject({
      ok: true,
      findings: [{ route: 0, diagnostic: { code: 'target-note', severity: 'warning', start: 18, end: 30 } }],
    });
  });

  test('shows in the example of what an earlier route takes', () => {
    const [finding] = compile(['<url_beg /2>', '<url_beg /2> and path exact "/b"']).findings.filter(
      ({ route }) => route === 1,
    );
    expect(finding?.diagnostic.code).toBe('covered-route');
    expect(finding?.diagnostic.message).toContain('with <url_beg /2>');
  });

  test('is an error where it is not allowed', () => {
    expect(compile(['<url_beg /2>'], false)).toMatchObject({
      ok: false,
      findings: [{ route: 0, diagnostic: { code: 'raw-acl', start: 0, end: 12 } }],
    });
  });

  test('that could begin another line, or means something else than it seems to, is refused at its place', () => {
    expect(compile(['path exact "/" or <url_beg /2\nuse_backend x>'])).toMatchObject({
      ok: false,
      findings: [{ route: 0, diagnostic: { code: 'target-cannot', start: 18, end: 44 } }],
    });
  });

  test.each([
    'url_beg /2',
    'hdr_sub(user-agent) Android',
    'req.hdr(x),lower -m str a',
    'water ⇒ ice',
    Array.from({ length: 62 }, () => 'a').join(' '),
  ])('%s is fine', (acl) => {
    expect(rawAclProblem(acl)).toBeNull();
  });

  test.each<[string, RegExp]>([
    ['a\nb', /control character/],
    ['a\rb', /control character/],
    ['a\tb', /control character/],
    ['a\u2028b', /control character/],
    ['a "b', /quote/],
    ["a 'b", /quote/],
    ['a \\', /backslash/],
    ['a #b', /comment/],
    ['a %[env(HOME)]', /expand/],
    ['a ${HOME}', /expand/],
    ['src -f /etc/passwd', /file/],
    ['src -M /etc/passwd', /file/],
    [Array.from({ length: 63 }, () => 'a').join(' '), /63 words/],
  ])('%j is not', (acl, why) => {
    expect(rawAclProblem(acl)).toMatch(why);
  });
});

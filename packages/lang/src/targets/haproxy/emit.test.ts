import { expect, test } from '@jest/globals';
import type { Comparison, Field, Literal } from '../../condition/atom.js';
import type { Rule, TargetProblem } from '../target.js';
import { emitRules } from './emit.js';
import { printRules } from './print.js';

test('the founding condition is two lines without a regular expression', () => {
  const agent: Field = { field: 'header', name: 'user-agent' };
  const rules: readonly Rule[] = [
    { all: [literal(agent, { op: 'regex', value: '^.*(Chrome).*$' })], route: 0 },
    { all: [literal(agent, { op: 'regex', value: '^.*(Nexus 6P).*$' })], route: 0 },
    { all: [], route: 1 },
  ];
  expect(linesOf(rules)).toEqual([
    "acl t1 'req.fhdr(user-agent)' -m sub -- 'Chrome'",
    "acl t2 'req.fhdr(user-agent)' -m sub -- 'Nexus 6P'",
    "use_backend 'r0' if t1",
    "use_backend 'r0' if t2",
    "default_backend 'r1'",
  ]);
});

test('one test is one ACL, however often and however denied it is used', () => {
  const present = literal({ field: 'header', name: 'x' }, { op: 'present' });
  const rules: readonly Rule[] = [
    { all: [present], route: 0 },
    { all: [{ ...present, negated: true }], route: 1 },
    { all: [], route: 2 },
  ];
  expect(linesOf(rules)).toEqual([
    "acl t1 'req.fhdr(x)' -m found",
    "use_backend 'r0' if t1",
    "use_backend 'r1' if !t1",
    "default_backend 'r2'",
  ]);
});

test('cookies, parameters and the host are taken out of the whole first', () => {
  const rules = rule(
    literal({ field: 'cookie', name: 'a' }, { op: 'exact', value: '1' }),
    literal({ field: 'query', name: 'q"' }, { op: 'present' }),
    literal({ field: 'host', name: null }, { op: 'in', values: ['a.b', ''] }),
  );
  expect(linesOf(rules)).toMatchInlineSnapshot(`
    [
      "acl has1 'req.fhdr(cookie)' -m reg -- '(?:^|;)[\\x20\\x09]*a[\\x20\\x09]*='",
      "acl t1 var(txn.lamia_v1) -m str -- '1'",
      "acl has2 query -m reg -- '(?:^|&)q\\x22(?:=|&|$)'",
      "acl t2 var(txn.lamia_v2) -m found",
      "acl t3 var(txn.lamia_host) -m len 0",
      "acl t3 var(txn.lamia_host) -m str -- 'a.b'",
      "http-request set-var(txn.lamia_v1) 'req.fhdr(cookie),regsub("^(?:.*?;)??[\\x20\\x09]*a[\\x20\\x09]*=[\\x20\\x09]*([^;\\x20\\x09]*(?:[\\x20\\x09]+[^;\\x20\\x09]+)*+)[\\x20\\x09]*(?:;.*)?$","\\1")' if has1",
      "http-request set-var(txn.lamia_v2) 'query,regsub("^(?:.*?&)??q\\x22(?:=([^&]*))?(?:&.*)?$","\\1")' if has2",
      "http-request set-var(txn.lamia_host) 'str("")'",
      "http-request set-var(txn.lamia_host) 'req.fhdr(host),lower,regsub("^(\\x5b[^\\x5d]*\\x5d|[^:]*)(?::[0-9]*)?$","\\1"),regsub("\\x2e$","")'",
      "use_backend 'r0' if t1 t2 t3",
      "default_backend 'r1'",
    ]
  `);
});

test('the scheme is whether the connection is encrypted', () => {
  const scheme: Field = { field: 'scheme', name: null };
  const https = literal(scheme, { op: 'exact', value: 'https' });
  const http = literal(scheme, { op: 'prefix', value: 'http' });
  expect(linesOf(rule(https, http))).toEqual([
    'acl t1 ssl_fc',
    "use_backend 'r0' if t1",
    "default_backend 'r1'",
  ]);
  const plain = literal(scheme, { op: 'exact', value: 'http' });
  expect(linesOf(rule(plain))).toEqual(['acl t1 ssl_fc', "use_backend 'r0' if !t1", "default_backend 'r1'"]);
});

test('nothing of a value can become more than a value', () => {
  const values = ["it's", '%[env(HOME)]', 'a\nuse_backend evil', '\u0000', '\u2028', '$HOME', '} -i --', '#'];
  const lines = linesOf(rule(literal({ field: 'header', name: 'x' }, { op: 'in', values })));
  expect(lines).toMatchInlineSnapshot(`
    [
      "acl t1 'req.fhdr(x)' -m str -- 'it'\\''s' '$HOME' '} -i --' '#'",
      "acl t1 'req.fhdr(x)' -m reg -- '^\\x25\\x5benv\\x28HOME\\x29\\x5d$'",
      "acl t1 'req.fhdr(x)' -m reg -- '^a\\x0ause\\x5fbackend\\x20evil$'",
      "acl t1 'req.fhdr(x)' -m reg -- '^\\x00$'",
      "acl t1 'req.fhdr(x)' -m reg -- '^\\xe2\\x80\\xa8$'",
      "use_backend 'r0' if t1",
      "default_backend 'r1'",
    ]
  `);
  expect(lines.join('')).not.toMatch(/%\[|[\p{Cc}\u2028]/u);
});

test('a long list is several lines of one ACL, none with more words than HAProxy reads', () => {
  const values = Array.from({ length: 200 }, (_, index) => `v${index}`);
  const lines = linesOf(
    rule({ ...literal({ field: 'header', name: 'x' }, { op: 'in', values }), ignoreCase: true }),
  );
  const acls = lines.filter((line) => line.startsWith('acl t1 '));
  expect(acls).toHaveLength(4);
  for (const line of acls) expect(line.split(' ').length).toBeLessThanOrEqual(64);
  expect(acls.join(' ').match(/'v\d+'/g)).toHaveLength(200);
});

test('a rule that never matches is left out, a test that always holds too', () => {
  const never = literal({ field: 'cookie', name: 'a;b' }, { op: 'present' });
  const always = literal({ field: 'path', name: null }, { op: 'present' });
  expect(linesOf(rule(never))).toEqual(["default_backend 'r1'"]);
  expect(linesOf(rule({ ...never, negated: true }))).toEqual(["default_backend 'r0'"]);
  expect(linesOf(rule(always))).toEqual(["default_backend 'r0'"]);
});

test('what HAProxy cannot be told is refused at its literal', () => {
  const quote = literal({ field: 'header', name: "it's" }, { op: 'present' });
  const regex = literal({ field: 'header', name: 'x' }, { op: 'regex', value: '.*a.{12}' });
  const problems = problemsOf([
    { all: [quote], route: 0 },
    { all: [regex], route: 0 },
    { all: [], route: 1 },
  ]);
  expect(problems.map(({ code, literal: about, route }) => [code, about, route])).toEqual([
    ['target-name', quote, 0],
    ['regex-backtracks', regex, 0],
  ]);
});

test('more tests than a line has words for are refused', () => {
  const tests = Array.from({ length: 62 }, (_, index) =>
    literal({ field: 'header', name: `x${index}` }, { op: 'present' }),
  );
  expect(problemsOf(rule(...tests))).toMatchObject([{ code: 'target-limit', route: 0 }]);
  const [useBackend] = linesOf(rule(...tests.slice(1))).slice(-2);
  expect(useBackend?.split(' ')).toHaveLength(64);
});

test('other hosts than those of the gateway are denied', () => {
  const emitted = emitRules({ hosts: ['shop.example', '*.shop.example'] }, [{ all: [], route: 0 }], ['r0']);
  expect(emitted.ok && printRules(emitted.rules).filter((line) => !line.includes('set-var'))).toEqual([
    "acl served var(txn.lamia_host) -m str -- 'shop.example'",
    "acl served var(txn.lamia_host) -m end -- '.shop.example'",
    'http-request deny deny_status 404 unless served',
    "default_backend 'r0'",
  ]);
});

function literal(field: Field, comparison: Comparison): Literal {
  return { ...field, ...comparison, ignoreCase: false, negated: false };
}

/** All of them lead to the first route. */
function rule(...all: readonly Literal[]): readonly Rule[] {
  return [
    { all, route: 0 },
    { all: [], route: 1 },
  ];
}

function linesOf(rules: readonly Rule[]): readonly string[] {
  const emitted = emitRules({ hosts: [] }, rules, ['r0', 'r1', 'r2']);
  if (!emitted.ok) throw new Error(emitted.problems.map(({ message }) => message).join('; '));
  return printRules(emitted.rules);
}

function problemsOf(rules: readonly Rule[]): readonly TargetProblem[] {
  const emitted = emitRules({ hosts: [] }, rules, ['r0', 'r1', 'r2']);
  return emitted.ok ? [] : emitted.problems;
}

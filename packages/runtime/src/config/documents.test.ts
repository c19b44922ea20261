import { describe, expect, test } from '@jest/globals';
import { readDocuments } from './documents.js';
import { Findings } from './finding.js';
import { findingText } from './testing/findings-text.js';

function read(text: string, named = true): { kinds: readonly string[]; found: readonly string[] } {
  const findings = new Findings();
  const documents = readDocuments({ file: 'a.yaml', text, named }, findings);
  return { kinds: documents.map(({ kind }) => kind), found: findings.list.map(findingText) };
}

describe('the documents of a file', () => {
  test('are gateways and policies of either group', () => {
    const text = 'apiVersion: lamia/v1\nkind: Gateway\n---\napiVersion: lamia.dev/v1\nkind: Policy\n';
    expect(read(text)).toEqual({ kinds: ['Gateway', 'Policy'], found: [] });
  });

  test.each([
    [
      '',
      'error not-an-object at "": this file is empty; a `kind: Gateway`, `kind: Policy` or `kind: Runtime` is expected',
    ],
    [
      '# nothing\n',
      'error not-an-object at "": this file is empty; a `kind: Gateway`, `kind: Policy` or `kind: Runtime` is expected',
    ],
    [
      '- 1\n',
      'error not-an-object at "": a document is a map with `apiVersion`, `kind`, `metadata` and `spec`',
    ],
    [
      'kind: Gateway\n',
      'error missing-key at "kind": this document lacks `apiVersion`; it is `lamia/v1` or `lamia.dev/v1`',
    ],
    [
      'apiVersion: lamia/v2\n',
      'error unknown-api-version at "lamia/v2": `lamia/v2` is no `apiVersion` of Lamia; it is `lamia/v1` or `lamia.dev/v1`',
    ],
    [
      'apiVersion: lamia/v1\nkind: Gatway\n',
      'error unknown-kind at "Gatway": there is no kind `Gatway`; did you mean `Gateway`',
    ],
    [
      'apiVersion: lamia/v1\nkind: Route\n',
      'error unknown-kind at "Route": there is no kind `Route`; it is `Gateway`, `Policy` or `Runtime`',
    ],
    [
      'apiVersion: lamia/v1\n',
      'error missing-key at "apiVersion": this document lacks `kind`; it is `Gateway`, `Policy` or `Runtime`',
    ],
  ])('%j is none', (text, message) => {
    expect(read(text)).toEqual({ kinds: [], found: [message] });
  });

  test('of other systems are passed over in a file that nobody named', () => {
    const others = 'apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\n---\n- 1\n---\nservices: {}\n';
    expect(read(others, false)).toEqual({ kinds: [], found: [] });
    expect(read('', false)).toEqual({ kinds: [], found: [] });
  });

  test('of other systems are passed over beside one of ours, as a chart renders them', () => {
    const rendered = 'apiVersion: apps/v1\nkind: Deployment\n---\napiVersion: lamia.dev/v1\nkind: Gateway\n';
    expect(read(rendered)).toEqual({ kinds: ['Gateway'], found: [] });
    for (const [slip, message] of [
      ['apiVersion: lamia.dve/v1\nkind: Policy\n', 'unknown-api-version at "lamia.dve/v1"'],
      ['apiVersion: apps/v1\n', 'unknown-api-version at "apps/v1"'],
      ['kind: Policy\n', 'missing-key at "kind"'],
    ] as const) {
      expect(read(`${rendered}---\n${slip}`).found).toEqual([expect.stringContaining(message)]);
    }
    expect(read('apiVersion: apps/v1\nkind: Deployment\n').found).toEqual([
      expect.stringContaining('unknown-api-version at "apps/v1"'),
    ]);
  });

  test('with a slip in our own group are not', () => {
    expect(read('apiVersion: lamai/v1\nkind: Gateway\n', false).found).toEqual([
      expect.stringContaining('error unknown-api-version at "lamai/v1"'),
    ]);
  });
});

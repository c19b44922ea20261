import { expect, test } from '@jest/globals';
import type { Schemas } from '../../../runtime/src/client/api-types.js';
import { documentText, readDocument } from './document-text.js';

test('a document is text and a document again', () => {
  const document: Schemas['Gateway'] = {
    apiVersion: 'lamia/v1',
    kind: 'Gateway',
    metadata: { name: 'shop' },
    spec: {
      application: 'shop',
      target: { kind: 'embedded' },
      versions: { v1: {} },
      baseline: 'v1',
      routes: [{ name: 'default', weights: { v1: '100%' } }],
    },
  };
  expect(documentText(document)).toContain('  name: shop\n');
  expect(readDocument(documentText(document))).toEqual({ ok: true, document });
});

test('what is none says why', () => {
  expect(readDocument('a: [')).toMatchObject({ ok: false, why: expect.stringContaining('line 1') });
  expect(readDocument('just a text')).toEqual({ ok: false, why: 'it is no map' });
});

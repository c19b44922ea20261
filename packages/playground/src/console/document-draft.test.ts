import { expect, test } from '@jest/globals';
import type { Held } from './DocumentPart.js';
import { Drafts, isStale, whyNotToSave, type Draft } from './document-draft.js';

const held = (etag: string): Held => ({
  etag,
  document: {
    apiVersion: 'lamia/v1',
    kind: 'Gateway',
    metadata: { name: 'shop' },
    spec: { application: 'shop', target: { kind: 'embedded' }, versions: {}, baseline: 'v1', routes: [] },
  },
});
const draft = (given: Partial<Draft> = {}): Draft => ({
  text: 'mine',
  rests: held('"1"'),
  checked: null,
  ...given,
});

test('a draft is saved once it is checked, and rests on what the runtime has', () => {
  const wrong = { kind: 'wrong', why: 'no', findings: [] } as const;
  expect(whyNotToSave(null, held('"1"'))).toBe('nothing is changed');
  expect(whyNotToSave(draft(), held('"1"'))).toBe('check it first');
  expect(whyNotToSave(draft({ checked: wrong }), held('"1"'))).toBe('the check found something');
  expect(whyNotToSave(draft({ checked: { kind: 'fine' } }), held('"1"'))).toBeNull();
  expect(whyNotToSave(draft({ checked: { kind: 'fine' } }), held('"2"'))).toContain('yours and theirs');
  expect([isStale(draft(), held('"1"')), isStale(draft(), held('"2"'))]).toEqual([false, true]);
});

test('what is set aside can be had back until something is saved', () => {
  const drafts = new Drafts();
  drafts.setAside('shop');
  expect(drafts.aside('shop')).toBeNull();
  drafts.write('shop', draft());
  drafts.setAside('shop');
  expect([drafts.current('shop'), drafts.aside('shop'), drafts.aside('news')]).toEqual([null, 'mine', null]);
  drafts.settle('shop');
  expect(drafts.aside('shop')).toBeNull();
});

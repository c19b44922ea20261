import { expect, test } from '@jest/globals';
import type { KubernetesObject } from '../cluster/object.js';
import { requestedAct, withNumberedAct, withoutAct } from './requested-act.js';

function annotated(act: string): KubernetesObject {
  return {
    apiVersion: 'lamia.dev/v1',
    kind: 'Gateway',
    metadata: {
      ...{ name: 'shop', resourceVersion: '7', annotations: { 'lamia.dev/act': act, other: 'kept' } },
      managedFields: [
        { manager: 'argocd', fieldsV1: { 'f:spec': {} } },
        {
          manager: 'kubectl-annotate',
          fieldsV1: { 'f:metadata': { 'f:annotations': { 'f:lamia.dev/act': {} } } },
        },
        { manager: 'lamia', fieldsV1: { 'f:status': {} } },
      ],
    },
  };
}

test.each([
  ['pause', { kind: 'pause' }],
  [' promote ', { kind: 'promote' }],
  ['approve', { kind: 'approve', gate: null, approved: true }],
  ['refuse half way', null],
  ['refuse half-way', { kind: 'approve', gate: 'half-way', approved: false }],
  ['Pause', null],
  ['', null],
])('the annotation %j', (written, act) => {
  const requested = requestedAct(annotated(written));
  if (act === null) expect(requested).toMatchObject({ ok: false, message: expect.stringContaining(written) });
  else expect(requested).toEqual({ ok: true, written, act, by: 'kubectl-annotate', isNumbered: false });
});

test('a resource that asks for nothing, and one that has asked', () => {
  const resource = annotated('pause');
  expect(withoutAct(resource, 'pause').metadata.annotations).toEqual({ other: 'kept' });
  expect(withoutAct(resource, 'resume')).toBe(resource);
  expect(requestedAct(withoutAct(resource, 'pause'))).toBeNull();
});

test.each([
  ['pause', 'pause #7 by kubectl-annotate'],
  [' approve   half-way ', 'approve half-way #7 by kubectl-annotate'],
])('the annotation %j becomes one that no other request has', (written, numbered) => {
  const resource = annotated(written);
  const requested = requestedAct(resource);
  const next = withNumberedAct(resource);
  expect(next.metadata.annotations).toEqual({ 'lamia.dev/act': numbered, other: 'kept' });
  // The controller owns it by then.
  const { managedFields: _managedFields, ...metadata } = next.metadata;
  const read = requestedAct({ ...next, metadata });
  expect(read).toEqual({ ...requested, written: numbered, isNumbered: true });
  expect(withNumberedAct(next)).toBe(next);
});

test.each(['dance', 'dance #7 by me', 'pause #7', ''])('%j is no act and gets no number', (written) => {
  const resource = annotated(written);
  expect(withNumberedAct(resource)).toBe(resource);
  expect(requestedAct(resource)).toMatchObject({ ok: false });
});

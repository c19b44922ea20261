import { expect, test } from '@jest/globals';
import type { KubernetesObject } from '../cluster/object.js';
import { requestedAct, withoutAct } from './requested-act.js';

function annotated(act: string): KubernetesObject {
  return {
    apiVersion: 'lamia.dev/v1',
    kind: 'Gateway',
    metadata: {
      ...{ name: 'shop', annotations: { 'lamia.dev/act': act, other: 'kept' } },
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
  else expect(requested).toEqual({ ok: true, written, act, by: 'kubectl-annotate' });
});

test('a resource that asks for nothing, and one that has asked', () => {
  const resource = annotated('pause');
  expect(withoutAct(resource).metadata.annotations).toEqual({ other: 'kept' });
  expect(requestedAct(withoutAct(resource))).toBeNull();
});

import { Ajv } from 'ajv';
import * as Type from 'typebox';
import type { KubernetesObject } from '../cluster/object.js';
import type { Verdict } from './verdict.js';

const REVIEW = Type.Object({
  apiVersion: Type.Literal('admission.k8s.io/v1'),
  kind: Type.Literal('AdmissionReview'),
  request: Type.Object({
    uid: Type.String({ maxLength: 200 }),
    operation: Type.String(),
    object: Type.Unsafe<KubernetesObject>({
      type: 'object',
      required: ['apiVersion', 'kind', 'metadata'],
      properties: {
        apiVersion: { const: 'lamia.dev/v1' },
        kind: { enum: ['Gateway', 'Policy'] },
        metadata: {
          type: 'object',
          properties: { name: { type: 'string' }, namespace: { type: 'string' } },
        },
      },
    }),
    namespace: Type.Optional(Type.String()),
  }),
});
/** What an API server asks: `admission.k8s.io/v1`, of kinds of this group. */
export type Review = Type.Static<typeof REVIEW>;

export const isReview = new Ajv().compile<Review>(REVIEW);

/** The object that is asked about, under the name and namespace that it gets. */
export function objectOf({ request }: Review): KubernetesObject {
  const { object, namespace } = request;
  const { name = GENERATED } = object.metadata as Partial<KubernetesObject['metadata']>; // one with `generateName` has none yet
  return { ...object, metadata: { ...object.metadata, name, ...(namespace !== undefined && { namespace }) } };
}

/** In place of a name that the API server makes up later. */
const GENERATED = 'generated';

/** The answer to a review. */
export function answerTo({ request }: Review, verdict: Verdict): object {
  const { uid } = request;
  const response = verdict.allowed
    ? { uid, allowed: true, ...(verdict.warnings.length > 0 && { warnings: verdict.warnings }) }
    : { uid, allowed: false, status: { code: verdict.code, message: verdict.message } };
  return { apiVersion: 'admission.k8s.io/v1', kind: 'AdmissionReview', response };
}

import type { ReleaseAct } from '../../release/operate/operate.js';
import type { KubernetesObject } from '../cluster/object.js';

/** What an operator wants done once, as `kubectl annotate lgw shop lamia.dev/act=pause` says it. */
export const ACT_ANNOTATION = 'lamia.dev/act';

const PLAIN = ['pause', 'resume', 'promote', 'rollback'] as const;

/** What a resource asks to have done. */
export type RequestedAct = {
  /** As it stands in the annotation. */
  readonly written: string;
} & (
  | { readonly ok: true; readonly act: ReleaseAct; readonly by: string }
  | { readonly ok: false; readonly message: string }
);

/** The act that an annotation asks for; null where there is none. */
export function requestedAct({ metadata }: KubernetesObject): RequestedAct | null {
  const written = metadata.annotations?.[ACT_ANNOTATION];
  if (written === undefined) return null;
  const act = actOf(written.trim());
  if (act !== null) return { ok: true, written, act, by: writerOf({ metadata }) };
  return {
    ok: false,
    written,
    message: `\`${ACT_ANNOTATION}: ${written}\` is no act; write \`pause\`, \`resume\`, \`promote\`, \`rollback\`, \`approve\`, \`approve GATE\` or \`refuse GATE\``,
  };
}

/** The resource without what it asked for. */
export function withoutAct(resource: KubernetesObject): KubernetesObject {
  const { [ACT_ANNOTATION]: _act, ...annotations } = resource.metadata.annotations ?? {};
  return { ...resource, metadata: { ...resource.metadata, annotations } };
}

function actOf(written: string): ReleaseAct | null {
  const plain = PLAIN.find((kind) => kind === written);
  if (plain !== undefined) return { kind: plain };
  const answer = /^(approve|refuse)(?: +([^ ]+))?$/.exec(written);
  if (answer === null) return null;
  const [, verb, gate = null] = answer;
  return { kind: 'approve', gate, approved: verb === 'approve' };
}

/** Who wrote the annotation last, by the name that its client gave itself. */
function writerOf({ metadata }: Pick<KubernetesObject, 'metadata'>): string {
  const writer = (metadata.managedFields ?? []).findLast(({ fieldsV1 }) => hasAnnotation(fieldsV1));
  return writer?.manager ?? 'an annotation';
}

function hasAnnotation(fields: unknown): boolean {
  return (
    ['f:metadata', 'f:annotations', `f:${ACT_ANNOTATION}`].reduce<unknown>(fieldOf, fields) !== undefined
  );
}

function fieldOf(fields: unknown, name: string): unknown {
  return typeof fields === 'object' && fields !== null ? Reflect.get(fields, name) : undefined;
}

import type { ReleaseAct } from '../../release/operate/operate.js';
import type { KubernetesObject } from '../cluster/object.js';

/** What an operator wants done once, as `kubectl annotate lgw shop lamia.dev/act=pause` says it. */
export const ACT_ANNOTATION = 'lamia.dev/act';

const PLAIN = ['pause', 'resume', 'promote', 'rollback'] as const;
/** As the controller writes a request anew before it is done: `approve sign-off #4711 by kubectl-annotate`. */
const NUMBERED = /^([a-z]+(?: [^ ]+)?) #[^ ]+ by (.+)$/;

/** What a resource asks to have done. */
export type RequestedAct = {
  /** As it stands in the annotation. */
  readonly written: string;
} & (
  | {
      readonly ok: true;
      readonly act: ReleaseAct;
      readonly by: string;
      /** Whether what is written can be told from every other request, also from one in the same words. */
      readonly isNumbered: boolean;
    }
  | { readonly ok: false; readonly message: string }
);

/** The act that an annotation asks for; null where there is none. */
export function requestedAct({ metadata }: KubernetesObject): RequestedAct | null {
  const written = metadata.annotations?.[ACT_ANNOTATION];
  if (written === undefined) return null;
  const numbered = NUMBERED.exec(written);
  const [, words = written.trim(), by = writerOf({ metadata })] = numbered ?? [];
  const act = actOf(words);
  if (act !== null) return { ok: true, written, act, by, isNumbered: numbered !== null };
  return {
    ok: false,
    written,
    message: `\`${ACT_ANNOTATION}: ${written}\` is no act; write \`pause\`, \`resume\`, \`promote\`, \`rollback\`, \`approve\`, \`approve GATE\` or \`refuse GATE\``,
  };
}

/**
 * The resource with a number beside what it asks for, and with who does; the very same where it has that, or asks for no act. The
 * number is the version of the resource that is written over, which no second write can be written over.
 */
export function withNumberedAct(resource: KubernetesObject): KubernetesObject {
  const requested = requestedAct(resource);
  if (requested === null || !requested.ok || requested.isNumbered) return resource;
  const { resourceVersion = '' } = resource.metadata;
  const words = requested.written.trim().replace(/ +/, ' ');
  return withAct(resource, `${words} #${resourceVersion} by ${requested.by}`);
}

/** The resource without a request; the very same where it has none by now, or another one. */
export function withoutAct(resource: KubernetesObject, written: string): KubernetesObject {
  return requestedAct(resource)?.written === written ? withAct(resource, null) : resource;
}

function withAct(resource: KubernetesObject, act: string | null): KubernetesObject {
  const { [ACT_ANNOTATION]: _before, ...others } = resource.metadata.annotations ?? {};
  const annotations = act === null ? others : { ...others, [ACT_ANNOTATION]: act };
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

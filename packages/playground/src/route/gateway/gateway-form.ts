import type { MirrorDraft } from '../project.js';
import { asPercent, asText, isRecord, listOf, textsIn, type Reading } from '../read-data.js';
import { plainService, type ServiceDraft } from './services.js';
import { FIRST_TARGETS, type TargetsDraft } from './targets-draft.js';

/** What of a project older ones do not have: each part begins as it does in a new one. */
export interface GatewayForm {
  readonly name: string;
  readonly namespace: string;
  readonly services: readonly ServiceDraft[];
  readonly restMirror: MirrorDraft | null;
  readonly targets: TargetsDraft;
}

/** @param count of versions, each of which has a service */
export function gatewayForm(
  { name = 'shop', namespace = 'default', services, restMirror, targets }: Readonly<Record<string, unknown>>,
  count: number,
): GatewayForm | null {
  const [label, space] = [asText(name), asText(namespace)];
  const reached =
    services === undefined ? Array.from({ length: count }, plainService) : listOf(services, service);
  const copies = mirrorForm(restMirror);
  const chosen = targets === undefined ? FIRST_TARGETS : targetsDraft(targets);
  if (label === null || space === null || reached === null || copies === undefined || chosen === null)
    return null;
  if (reached.length !== count) return null;
  return { name: label, namespace: space, services: reached, restMirror: copies, targets: chosen };
}

/** A mirror, or null where there is none; undefined where the data is neither. */
export function mirrorForm(data: unknown): MirrorDraft | null | undefined {
  if (data === undefined || data === null) return null;
  if (!isRecord(data)) return undefined;
  const [version, percent] = [asText(data['version']), asPercent(data['percent'])];
  return version === null || percent === null ? undefined : { version, percent };
}

const service: Reading<ServiceDraft> = (data) => {
  if (!isRecord(data)) return null;
  const { port } = data;
  const texts = textsIn(data, ['service', 'labels']);
  return texts === null || typeof port !== 'number' ? null : { ...texts, port };
};

const targetsDraft: Reading<TargetsDraft> = (data) => {
  if (!isRecord(data)) return null;
  const { profile, split, rawAcls } = data;
  const texts = textsIn(data, ['istio', 'gatewayApi', 'listen']);
  if (texts === null || typeof split !== 'boolean' || typeof rawAcls !== 'boolean') return null;
  return profile === 're2-full' || profile === 'core' ? { ...texts, profile, split, rawAcls } : null;
};

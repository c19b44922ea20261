import { Ajv } from 'ajv';
import type { GatewayState } from '../../release/state.js';
import { revisionOf } from '../../standalone/revision.js';
import { checkedState } from '../../store/stored-state.js';
import type { KubernetesObject } from '../cluster/object.js';
import { GATEWAY_STATUS } from './status-schema.js';
import type { ResourceStatus } from './status-schema.js';

/** What a resource's status has for whoever takes its gateway over. */
export interface WrittenStatus {
  /** 0 where nobody has written one yet. */
  readonly epoch: number;
  /** Null where there is none, or none that can be read. */
  readonly state: GatewayState | null;
  /** Why a state that is there cannot be read, for people; it is never to be taken for none: its release would begin anew. */
  readonly problem: string | null;
}

// The words of API servers in the schema say nothing of whether a value is right.
const isStatus = new Ajv({ strict: false, validateFormats: false }).compile<ResourceStatus>(GATEWAY_STATUS);

/** The status of a Gateway resource; null where it has none, or one that this version did not write. */
export function statusIn({ status }: KubernetesObject): ResourceStatus | null {
  return isStatus(status) ? status : null;
}

/** The request by annotation that the state in a status comes from; null where it tells of none. */
export function actedIn({ status }: KubernetesObject): string | null {
  const { acted } = fieldsOf(status);
  return typeof acted === 'string' ? acted : null;
}

/** Another one for every other status, and much shorter. */
export function fingerprintOf({ status }: KubernetesObject): string {
  return revisionOf(status ?? null);
}

/** Reads back what was stored, also by earlier versions. */
export function writtenStatus({ metadata, status }: KubernetesObject): WrittenStatus {
  const { epoch, state } = fieldsOf(status);
  const written = typeof epoch === 'number' ? epoch : 0;
  if (state === undefined) return { epoch: written, state: null, problem: null };
  const name = `${metadata.namespace ?? ''}/${metadata.name}`;
  // The object may be shared with others, and older states are completed where they stand.
  const checked = checkedState(name, structuredClone(state));
  if (checked.ok) return { epoch: written, state: checked.state, problem: null };
  const problem = `the state in the status of the gateway \`${name}\` cannot be read (${checked.problem}); run the version that wrote it, or delete the resource to start anew`;
  return { epoch: written, state: null, problem };
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

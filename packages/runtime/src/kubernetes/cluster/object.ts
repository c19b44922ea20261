/** A kind of objects of an API server. */
export interface ObjectKind {
  /** Such as `apps/v1`; `v1` for the core group. */
  readonly apiVersion: string;
  readonly kind: string;
  /** As in paths: `deployments`. */
  readonly plural: string;
  readonly namespaced: boolean;
}

/** What tells an object from the others of its kind. */
export interface ObjectKey {
  /** Null for kinds without namespaces. */
  readonly namespace: string | null;
  readonly name: string;
}

export interface OwnerReference {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly uid: string;
  readonly controller?: boolean;
}

/** Which fields of an object somebody wrote last. */
export interface ManagedFields {
  readonly manager?: string;
  readonly operation?: string;
  readonly subresource?: string;
  /** Paths, as nested keys such as `f:spec`. */
  readonly fieldsV1?: Readonly<Record<string, unknown>>;
}

export interface ObjectMeta {
  readonly name: string;
  readonly namespace?: string;
  readonly uid?: string;
  /** Grows with each write, but says nothing to anybody but the API server. */
  readonly resourceVersion?: string;
  /** Grows with each change of the specification. */
  readonly generation?: number;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly finalizers?: readonly string[];
  readonly ownerReferences?: readonly OwnerReference[];
  readonly managedFields?: readonly ManagedFields[];
  readonly creationTimestamp?: string;
  readonly deletionTimestamp?: string;
}

/** An object as it is sent and received; whoever reads more of it than this checks what is there. */
export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ObjectMeta;
  readonly [field: string]: unknown;
}

import type { KubernetesObject } from '../cluster/object.js';
import { deployedVersion } from '../discovery/deployed-version.js';
import type { WatchedObjects } from '../watch/watched-objects.js';
import { deploymentSignature, finds, gatewaySignature, refersTo } from './concerned.js';

/** What a controller watches. */
export interface Watched {
  readonly gateways: WatchedObjects;
  readonly policies: WatchedObjects;
  readonly deployments: WatchedObjects;
}

/** Finds out which gateways have to be looked at when something changes, and no others. */
export class Concern {
  readonly #watched: Watched;
  readonly #enqueue: (key: string) => void;
  readonly #gateways = new Map<string, string>();
  readonly #deployments = new Map<string, { readonly signature: string; readonly application: string }>();

  constructor(watched: Watched, enqueue: (key: string) => void) {
    this.#watched = watched;
    this.#enqueue = enqueue;
  }

  /** From now on, for as long as what is watched is. */
  listen(): void {
    const { gateways, policies, deployments } = this.#watched;
    gateways.onChange((key, gateway) => {
      this.#gatewayChanged(key, gateway);
    });
    policies.onChange((key) => {
      const [namespace = '', policy = ''] = key.split('/');
      this.#enqueueThose(namespace, (gateway) => refersTo(gateway, policy));
    });
    deployments.onChange((key, deployment) => {
      this.#deploymentChanged(key, deployment);
    });
  }

  #gatewayChanged(key: string, gateway: KubernetesObject | null): void {
    const signature = gateway === null ? null : gatewaySignature(gateway);
    if (signature !== null && this.#gateways.get(key) === signature) return;
    if (signature === null) this.#gateways.delete(key);
    else this.#gateways.set(key, signature);
    this.#enqueue(key);
  }

  /** Which versions there are is news; how many pods they have is asked when a release begins. */
  #deploymentChanged(key: string, deployment: KubernetesObject | null): void {
    const before = this.#deployments.get(key);
    const version = deployment === null ? null : deployedVersion(deployment);
    const signature = deployment === null ? null : deploymentSignature(deployment);
    if (version === null || signature === null) this.#deployments.delete(key);
    else this.#deployments.set(key, { signature, application: version.application });
    if (before?.signature === (signature ?? undefined)) return;
    const [namespace = ''] = key.split('/');
    const applications = new Set([before?.application, version?.application]);
    for (const application of applications) {
      if (application !== undefined) this.#enqueueThose(namespace, (gateway) => finds(gateway, application));
    }
  }

  #enqueueThose(namespace: string, isConcerned: (gateway: KubernetesObject) => boolean): void {
    for (const gateway of this.#watched.gateways.list(namespace)) {
      if (isConcerned(gateway)) this.#enqueue(`${namespace}/${gateway.metadata.name}`);
    }
  }
}

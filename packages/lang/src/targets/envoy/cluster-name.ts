import type { Backend } from '../target.js';

/** The cluster of a version: named after its service, and the port too where versions share a service at several ports. */
export function clusterName({ service, port }: Backend, backends: readonly Backend[]): string {
  const sharesAtOtherPort = backends.some((other) => other.service === service && other.port !== port);
  return sharesAtOtherPort ? `${service}:${port}` : service;
}

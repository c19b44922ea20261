/** Endpoints could not be looked up. The message is for people. */
export class DiscoveryError extends Error {
  override readonly name = 'DiscoveryError';
}

/** Endpoints could not be looked up, or must not be reached. The message is for people. */
export class DiscoveryError extends Error {
  override readonly name = 'DiscoveryError';
}

/**
 * Port: the right to write for a part of the gateways, which a replica has for as long as it holds that part's lease. Every writer
 * asks it right before it writes, and writes with the `resourceVersion` that it has read: a replica that slept through the end of
 * its lease finds that its successor has written since.
 */
export interface Fence {
  /** Grows whenever the lease changes hands; stands in everything that is written under it. */
  readonly epoch: number;
  /** False from a while before somebody else may take the lease over. */
  holds(): boolean;
}

/** The lease was lost: somebody else decides for these gateways now. The message is for people. */
export class FenceError extends Error {
  override readonly name = 'FenceError';
}

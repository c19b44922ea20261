/** Bytes of a request's body. */
export const BODY_LIMITS = {
  /** Acts on a gateway. */
  act: 16 * 1024,
  /** A gateway's document. */
  document: 1024 * 1024,
  /** Texts to check and compile, which have a limit of their own below it, and what stands around them as JSON. */
  text: 2 * 1024 * 1024,
  /** A program with what stands around it: its own limit is 64 KiB, and an escaped character takes six bytes. */
  program: 512 * 1024,
  hook: 64 * 1024,
} as const;

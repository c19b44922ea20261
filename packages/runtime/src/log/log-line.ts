import type { Keeping } from '../store/retention.js';

/** One line of a decision log that was taken out of its state file: a JSON object of its own. */
export type LogLine =
  /** What a gateway was like when the decisions that name its fingerprint were made. */
  | { readonly kind: 'description'; readonly fingerprint: string; readonly gateway: unknown }
  | {
      readonly kind: 'decision';
      readonly keeping: Keeping;
      readonly record: unknown;
      /** A description's fingerprint; null for a decision without what it was made from. */
      readonly description: string | null;
      readonly grounds: unknown;
    };

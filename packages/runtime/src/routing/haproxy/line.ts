/** A line of HAProxy's configuration. */
export interface Line {
  readonly text: string;
  /** What it was written for, for people. */
  readonly origin: string;
}

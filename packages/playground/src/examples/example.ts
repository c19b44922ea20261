/** Something to begin with: a section's state, and why one would look at it. */
export interface Example {
  readonly title: string;
  readonly about: string;
  /** The section that shows it. */
  readonly section: string;
  /** What the section's form reads. */
  readonly state: unknown;
}

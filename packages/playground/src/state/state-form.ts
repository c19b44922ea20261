/** The state of a section as plain JSON data: how it begins, and how stored or shared text becomes it again. */
export interface StateForm<T> {
  /** Under which it is kept; a section's name. */
  readonly name: string;
  readonly initial: T;
  /** The state in data of unknown origin, an old version's or a stranger's link; null where that is none. Never throws. */
  read(data: unknown): T | null;
}

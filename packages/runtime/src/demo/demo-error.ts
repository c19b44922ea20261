/** Something that the demonstration needs is missing or failed; the message is for people and says how to mend it. */
export class DemoError extends Error {
  override readonly name = 'DemoError';
}

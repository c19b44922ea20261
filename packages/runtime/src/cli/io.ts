/** One of the two streams that a command writes to. */
export interface Output {
  write(text: string): void;
  /** True where a person watches; colours and progress are for them alone. */
  readonly isTerminal: boolean;
  readonly hasColours: boolean;
}

/** What a command knows of the process it runs in. */
export interface CommandIo {
  /** For what the command was asked for. */
  readonly stdout: Output;
  /** For everything else. */
  readonly stderr: Output;
  /** All bytes of standard input, or null where they are more than `limit`. */
  readStdin(limit: number): Promise<Uint8Array | null>;
  /** Set where what is read came from somebody who may not look at this machine's files. */
  readonly sealed?: true;
}

/** What became of all that was written. */
export type OutputEnd =
  | { readonly kind: 'written' }
  /** Whoever read standard output has gone. */
  | { readonly kind: 'unread' }
  | { readonly kind: 'failed'; readonly message: string };

/** The streams of a real process, which can fail. */
export interface ProcessIo extends CommandIo {
  /** Aborted when standard output cannot be written any more, for whatever reason. */
  readonly outputLost: AbortSignal;
  /** Waits until everything is written, or has failed to be. */
  settled(): Promise<OutputEnd>;
}

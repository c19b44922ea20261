const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** The signals that ask this process to end. */
export type StopSignal = (typeof SIGNALS)[number];

/** Whether this process has been asked to end. */
export interface StopRequest {
  /** Aborted when it is. */
  readonly signal: AbortSignal;
  /** The first signal that asked; null before. */
  by(): StopSignal | null;
  /** From now on signals do what they do without this. */
  forget(): void;
}

/**
 * Listens for signals that ask this process to end. It hears all of them: one Ctrl-C reaches a process several times when npm
 * and a script between it and the terminal pass it on, and the second must not cut short what the first began.
 */
export function stopRequest(): StopRequest {
  const abort = new AbortController();
  let first: StopSignal | null = null;
  const listen = (signal: StopSignal): void => {
    first ??= signal;
    abort.abort();
  };
  for (const signal of SIGNALS) process.on(signal, listen);
  return {
    signal: abort.signal,
    by: () => first,
    forget: () => {
      for (const signal of SIGNALS) process.off(signal, listen);
    },
  };
}

import { errorCode } from '../errors/error-code.js';
import { NoAnswerError } from '../release/within.js';
import { TargetError } from '../routing/target.js';
import { ApiError } from '../api/api-error.js';
import { StoreError } from '../store/store.js';

/** Why an address that was asked for cannot be listened on. */
const ADDRESS_CODES: ReadonlySet<string> = new Set(['EADDRINUSE', 'EADDRNOTAVAIL', 'EACCES', 'ENOTFOUND']);

/** The runtime cannot be started: something outside is missing or in the way. The message is for people. */
export class StandaloneError extends Error {
  override readonly name: string = 'StandaloneError';

  /** True where the user can mend it by asking for another address. */
  get isAboutAddress(): boolean {
    if (!(this.cause instanceof Error) || this.cause instanceof StoreError) return false;
    const failure = this.cause.cause;
    const code = errorCode(failure);
    return code !== null && ADDRESS_CODES.has(code);
  }
}

/** A gateway is described to bring its requests where none may go: the files are at fault, or what they do not fit. */
export class RefusedGatewayError extends StandaloneError {
  override readonly name = 'RefusedGatewayError';

  override get isAboutAddress(): boolean {
    return true;
  }
}

/** True where something outside failed, whose message is for people; everything else is a fault of the program. */
export function isOutside(error: unknown): error is Error {
  return (
    error instanceof StandaloneError ||
    error instanceof StoreError ||
    error instanceof TargetError ||
    error instanceof NoAnswerError ||
    error instanceof ApiError
  );
}

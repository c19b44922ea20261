import { errorCode } from '../errors/error-code.js';
import { StoreError } from '../store/store.js';

/** Why an address that was asked for cannot be listened on. */
const ADDRESS_CODES: ReadonlySet<string> = new Set(['EADDRINUSE', 'EADDRNOTAVAIL', 'EACCES', 'ENOTFOUND']);

/** The runtime cannot be started: something outside is missing or in the way. The message is for people. */
export class StandaloneError extends Error {
  override readonly name = 'StandaloneError';

  /** True where the user can mend it by asking for another address. */
  get isAboutAddress(): boolean {
    if (!(this.cause instanceof Error) || this.cause instanceof StoreError) return false;
    const failure = this.cause.cause;
    const code = errorCode(failure);
    return code !== null && ADDRESS_CODES.has(code);
  }
}

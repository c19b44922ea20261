import type { Address } from '../config/gateway.js';
import { hostPort } from './host-port.js';
import { errorCode } from '../errors/error-code.js';
import { errorMessage } from '../errors/error-message.js';
import { TargetError } from './target.js';

/** What to tell people when `address` cannot be listened on; `whose` says what wants it, such as ``gateway `shop` ``. */
export function listenFailure(whose: string, address: Address, cause: unknown): TargetError {
  return new TargetError(`${whose} cannot listen on \`${hostPort(address)}\`: ${listenReason(cause)}`, {
    cause,
  });
}

/** Why an address cannot be listened on, with the way out. */
export function listenReason(cause: unknown): string {
  switch (errorCode(cause)) {
    case 'EADDRINUSE':
      return 'the address is in use; end the process that has it, or write another port (0 takes a free one)';
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return 'this machine has no such address; write one that it has, such as `127.0.0.1`';
    case 'EACCES':
      return 'ports below 1024 need privileges; write a higher port';
    case null:
    default:
      return errorMessage(cause);
  }
}

import { lookup } from 'node:dns';
import { connect, isIP, type LookupFunction, type Socket, type TcpNetConnectOpts } from 'node:net';
import { canonicalHost } from '../config/canonical/address.js';
import type { Address } from '../config/gateway.js';
import type { EndpointRule } from './endpoint-rule.js';

/** Nothing may connect to what was asked for. The message is for people. */
export class RefusedEndpointError extends Error {
  override readonly name = 'RefusedEndpointError';
}

/**
 * A connection to an address that the rule does not refuse; for one that it does, the socket has a RefusedEndpointError. A name is
 * looked up for it, and what it stands for is asked about before anything is sent there: an answer of DNS that changes in between
 * changes nothing.
 */
export function connectVetted(
  address: Address,
  rule: EndpointRule,
  options: Pick<TcpNetConnectOpts, 'signal' | 'timeout'> = {},
): Socket {
  const { host, port } = address;
  const reason = rule(address, host);
  if (reason === null) return connect({ ...options, host, port, lookup: vettedLookup(port, rule) });
  const refused: LookupFunction = (_name, _options, done) => {
    done(new RefusedEndpointError(reason), '');
  };
  // A name that nobody looks up: the connection fails as it does for one that is not known.
  return connect({ ...options, host: 'refused', port, lookup: refused });
}

/** The system's, without the addresses that are refused. */
function vettedLookup(port: number, rule: EndpointRule): LookupFunction {
  return (name, options, done) => {
    lookup(name, { ...options, all: true }, (error, found) => {
      if (error !== null) {
        done(error, '');
        return;
      }
      const reasons = found.map(({ address }) => rule({ host: canonicalAddress(address), port }, name));
      const taken = found.filter((_, index) => reasons[index] === null);
      const [first] = taken;
      if (first === undefined) done(new RefusedEndpointError(reasons.join('; ')), '');
      else if (options.all === true) done(null, taken);
      else done(null, first.address, first.family);
    });
  };
}

/** An address that a resolver gave, as the rest of the program writes addresses. */
export function canonicalAddress(address: string): string {
  if (isIP(address) !== 6) return address;
  return canonicalHost(`[${address}]`)?.replace(/^\[|\]$/g, '') ?? address;
}

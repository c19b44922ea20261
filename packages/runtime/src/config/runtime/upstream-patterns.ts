import { BlockList, isIP, isIPv4 } from 'node:net';
import { forbiddenReason } from '../canonical/address.js';

const NAME = /^(\*\.)?[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*$/;

/** Where versions may be: hosts, `*.internal` for all below a name, addresses, and ranges such as `10.0.0.0/8`. */
export class UpstreamPatterns {
  readonly #names = new Set<string>();
  readonly #below: string[] = [];
  readonly #ranges = new BlockList();
  #hasRanges = false;

  /** @throws RangeError for a text that is no pattern, which the check of the file refuses */
  constructor(patterns: readonly string[]) {
    for (const pattern of patterns) {
      if (!isUpstreamPattern(pattern)) throw new RangeError(`\`${pattern}\` is no pattern of hosts`);
      const [address = '', bits] = pattern.split('/');
      if (isIP(address) !== 0) {
        const family = isIPv4(address) ? 'ipv4' : 'ipv6';
        this.#hasRanges = true;
        if (bits === undefined) this.#ranges.addAddress(address, family);
        else this.#ranges.addSubnet(address, Number(bits), family);
      } else if (pattern.startsWith('*.')) this.#below.push(pattern.slice(1));
      else this.#names.add(pattern);
    }
  }

  /**
   * Whether an address may be reached that `asked` stands for: a name must be among the names, and among the addresses what it stands
   * for, unless there are none of those.
   */
  allowFound(address: string, asked: string): boolean {
    return this.allow(asked) && (asked === address || !this.#hasRanges || this.allow(address));
  }

  /** `host` as gateways have it: in lower case, IPv6 without brackets. */
  allow(host: string): boolean {
    if (isIP(host) !== 0) return this.#ranges.check(host, isIPv4(host) ? 'ipv4' : 'ipv6');
    return this.#names.has(host) || this.#below.some((end) => host.endsWith(end) && host.length > end.length);
  }
}

/** True for a text that stands for hosts which may be reached at all. */
export function isUpstreamPattern(text: string): boolean {
  const [address = '', bits, ...more] = text.split('/');
  const family = isIP(address);
  if (family === 0) return bits === undefined && NAME.test(text);
  const most = family === 4 ? 32 : 128;
  const isRange = bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= most);
  return more.length === 0 && isRange && (bits !== undefined || forbiddenReason(address) === null);
}

const GROUP = /^[0-9A-Fa-f]{1,4}$/;
const GROUPS = 8;
const IPV4 = /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/;

/** Whether it is an IPv6 address as RFC 4291 writes it, without a zone and without brackets. */
export function isIpv6Address(text: string): boolean {
  const sides = text.split('::');
  const groups = sides.flatMap((side) => (side === '' ? [] : side.split(':')));
  // The last two groups may be written as an IPv4 address.
  const last = groups.at(-1) ?? '';
  const isMixed = IPV4.test(last) && text.endsWith(last);
  const hexadecimal = isMixed ? groups.slice(0, -1) : groups;
  const count = hexadecimal.length + (isMixed ? 2 : 0);
  if (!hexadecimal.every((group) => GROUP.test(group))) return false;
  // `::` stands for one group of zeros or more.
  return sides.length === 1 ? count === GROUPS : sides.length === 2 && count < GROUPS;
}

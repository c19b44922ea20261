/** Where a reader is: a section, what within it, and the state that a shared link carries. */
export interface Address {
  readonly section: string;
  /** Parts behind the section: `#/console/gateways/shop` has `['gateways', 'shop']`. */
  readonly path: readonly string[];
  /** Compressed state, see share/; null for none. */
  readonly shared: string | null;
}

/** Reads a fragment such as `#/console/gateways/shop` or `#/decide?state=…`; whatever is missing is empty. */
export function readAddress(fragment: string): Address {
  const [place = '', query = ''] = fragment.replace(/^#\/?/, '').split('?', 2);
  const [section = '', ...path] = place.split('/').map(decoded);
  return {
    section,
    path: path.filter((part) => part !== ''),
    shared: new URLSearchParams(query).get('state'),
  };
}

/** The fragment that `readAddress` reads. */
export function fragmentOf({ section, path, shared }: Address): string {
  const place = [section, ...path].map(encodeURIComponent).join('/');
  return `#/${place}${shared === null ? '' : `?state=${shared}`}`;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part; // a stray `%` that someone typed stands for itself
  }
}

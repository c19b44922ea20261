/** An address of HTTP in a text that is kept as a secret; null where it is none. */
export function httpUrl(text: string): URL | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  return url?.protocol === 'http:' || url?.protocol === 'https:' ? url : null;
}

/** What must not be shown of such an address: the whole of it first, then its parts that let somebody in. */
export function secretsOf(
  text: string,
  { href, pathname, search, username, password }: URL,
): readonly string[] {
  return [text, href, pathname, search, username, password].filter((secret) => secret.length > 1);
}

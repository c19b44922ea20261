/** The longest name that a version, route or gateway may have. */
const LONGEST = 63;

/** Names by the paths that they are made from: allowed as labels, and no two alike. */
export function labelsOf(paths: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  return paths.map((path) => {
    const [, host] = /^\[(.*):\d+\]$/s.exec(path) ?? [];
    const base = asLabel(host ?? path);
    let label = base;
    for (let number = 2; taken.has(label); number += 1) {
      const ending = `-${number}`;
      label = `${base.slice(0, LONGEST - ending.length)}${ending}`;
    }
    taken.add(label);
    return label;
  });
}

function asLabel(text: string): string {
  const label = text
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .slice(0, LONGEST)
    .replace(/^[^A-Za-z0-9]+|[^A-Za-z0-9]+$/g, '');
  return label === '' ? 'version' : label;
}

/** A name that an object may have. */
export function asObjectName(text: string): string {
  return asLabel(text)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-');
}

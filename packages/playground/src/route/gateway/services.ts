/** How a version is reached, as it is being written. */
export interface ServiceDraft {
  /** A service, or a host outside of clusters; empty for the one of the version's name. */
  readonly service: string;
  readonly port: number;
  /** What tells the version's pods apart where several share the service, `version: v1`; empty where none do. */
  readonly labels: string;
}

export const HTTP_PORT = 80;

/** The service of the version's own name. */
export function plainService(): ServiceDraft {
  return { service: '', port: HTTP_PORT, labels: '' };
}

/** Labels out of `version: v1, track=canary`; null where a part is none. */
export function labelsIn(text: string): ReadonlyMap<string, string> | null {
  const parts = text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const labels = new Map<string, string>();
  for (const part of parts) {
    const [, key, value] = /^([^\s:=]+)\s*[:=]\s*([^\s:=]+)$/.exec(part) ?? [];
    if (key === undefined || value === undefined || labels.has(key)) return null;
    labels.set(key, value);
  }
  return labels;
}

/** What is wrong with how a version is reached; null where nothing is. */
export function serviceProblem({ port, labels }: ServiceDraft): string | null {
  if (!Number.isInteger(port) || port < 1 || port > 65_535) return 'a port is a whole number from 1 to 65535';
  return labelsIn(labels) === null ? 'labels are written as `version: v1`, a comma between them' : null;
}

/** How the versions are reached, in a few words. */
export function servicesSummary(versions: readonly string[], services: readonly ServiceDraft[]): string {
  const others = services.flatMap(({ service, port, labels }, place) =>
    service === '' && port === HTTP_PORT && labels === ''
      ? []
      : [`${versions[place] ?? ''} at ${service === '' ? (versions[place] ?? '') : service}:${port}`],
  );
  return others.length === 0
    ? `each version is the service of its name, port ${HTTP_PORT}`
    : others.join(', ');
}

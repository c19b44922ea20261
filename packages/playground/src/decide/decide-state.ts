import type { StateForm } from '../state/state-form.js';

/** What the decide section keeps and shares. */
export interface DecideState {
  readonly expression: string;
  readonly versions: readonly string[];
  /** Labels of versions; empty for a role that nobody has. */
  readonly baseline: string;
  readonly candidate: string;
  /** The name of a catalogue; empty for none, where any metric goes. */
  readonly catalogue: string;
  /** Which scores are better. */
  readonly goal: 'highest' | 'lowest';
  /** What was typed, by version and then by the canonical text of the metric. */
  readonly values: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** Under this label stand values of reads that are of no version. */
export const NO_VERSION = '';

const FIRST = `// More traffic to the version whose requests succeed more often.
if (metric candidate "external_upstream_rq_2xx" / metric candidate "upstream_rq_total"
    > metric baseline "external_upstream_rq_2xx" / metric baseline "upstream_rq_total") {
  result = candidate;
} else {
  result = nil;
}
result
`;

export const DECIDE: StateForm<DecideState> = {
  name: 'decide',
  initial: {
    expression: FIRST,
    versions: ['version1', 'version2'],
    baseline: 'version1',
    candidate: 'version2',
    catalogue: '',
    goal: 'highest',
    values: {
      version1: { external_upstream_rq_2xx: '960', upstream_rq_total: '1000' },
      version2: { external_upstream_rq_2xx: '99', upstream_rq_total: '100' },
    },
  },
  read,
};

const MOST_VERSIONS = 16;

function read(data: unknown): DecideState | null {
  if (!isRecord(data)) return null;
  const { expression, versions, baseline, candidate, catalogue, goal, values } = data;
  if (
    typeof expression !== 'string' ||
    !isTexts(versions) ||
    versions.length > MOST_VERSIONS ||
    typeof baseline !== 'string' ||
    typeof candidate !== 'string' ||
    typeof catalogue !== 'string' ||
    (goal !== 'highest' && goal !== 'lowest') ||
    !isRecord(values)
  ) {
    return null;
  }
  const kept: Record<string, Readonly<Record<string, string>>> = Object.create(null) as Record<
    string,
    Readonly<Record<string, string>>
  >;
  for (const [version, cells] of Object.entries(values)) {
    if (!isRecord(cells) || !Object.values(cells).every((cell) => typeof cell === 'string')) return null;
    kept[version] = cells as Readonly<Record<string, string>>;
  }
  return { expression, versions, baseline, candidate, catalogue, goal, values: kept };
}

function isRecord(data: unknown): data is Readonly<Record<string, unknown>> {
  return typeof data === 'object' && data !== null && !Array.isArray(data);
}

function isTexts(data: unknown): data is readonly string[] {
  return Array.isArray(data) && data.every((item) => typeof item === 'string');
}

/** The kinds of policy of the founding documents. */
export type PolicyKind = 'time' | 'health' | 'metric' | 'custom';

/** Every name that a kind of policy has had, from the founding documents to Kubist. */
const LONG_NAMES: Readonly<Record<PolicyKind, readonly string[]>> = {
  time: ['TimeCanaryReleasingPolicy', 'TimedCanaryReleasingPolicy', 'TimedCanaryReleasePolicy'],
  health: [
    'HealthBasedGatewayCanaryReleasingPolicy',
    'HealthBasedVirtualServiceCanaryReleasingPolicy',
    'HealthBasedCanaryReleasePolicy',
  ],
  metric: [
    'MetricBasedGatewayCanaryReleasingPolicy',
    'MetricGatewayCanaryReleasingPolicy',
    'MetricVirtualServiceCanaryReleasingPolicy',
    'MetricCanaryReleasePolicy',
  ],
  custom: [
    'CustomGatewayCanaryReleasingPolicy',
    'CustomVirtualServiceCanaryReleasingPolicy',
    'CustomCanaryReleasePolicy',
  ],
};

const KIND_BY_LONG_NAME: ReadonlyMap<string, PolicyKind> = new Map(
  (Object.keys(LONG_NAMES) as PolicyKind[]).flatMap((kind) =>
    LONG_NAMES[kind].map((name) => [name, kind] as const),
  ),
);

/** The kind that a long name stands for, or null where it is none. */
export function kindOfLongName(name: string): PolicyKind | null {
  return KIND_BY_LONG_NAME.get(name) ?? null;
}

/** The long names of a kind. */
export function longNamesOf(kind: PolicyKind): readonly string[] {
  return LONG_NAMES[kind];
}

/** All long names, for suggestions. */
export const LONG_POLICY_NAMES: readonly string[] = [...KIND_BY_LONG_NAME.keys()];

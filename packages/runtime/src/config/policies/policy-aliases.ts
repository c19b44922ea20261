/** What an older name of a setting means now. */
export interface PolicyAlias {
  readonly setting: string;
  /** A bare number under it is milliseconds. */
  readonly milliseconds?: true;
}

/** The parameter names of earlier generations by what they are called now. */
export const POLICY_ALIASES: ReadonlyMap<string, PolicyAlias> = new Map<string, PolicyAlias>([
  ['period', { setting: 'interval', milliseconds: true }],
  ['updatePeriod', { setting: 'interval', milliseconds: true }],
  ['updateStep', { setting: 'step' }],
  ['metric', { setting: 'expression' }],
  ['subset', { setting: 'target' }],
  ['target-version', { setting: 'target' }],
]);

/** Earlier parameters that said where a service runs; in a gateway its versions' addresses say so. */
export const NEEDLESS_PARAMETERS: ReadonlySet<string> = new Set([
  'vampService',
  'destination',
  'target-destination',
  'port',
  'subsetLabels',
]);

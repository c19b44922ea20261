/** What differs between set-ups of Envoy. */
export interface EnvoyOptions {
  /**
   * The size of a compiled regular expression above which Envoy refuses the whole configuration: its runtime value
   * `re2.max_program_size.error_level`.
   */
  readonly maxProgramSize: number;
}

export const ENVOY_DEFAULTS: EnvoyOptions = { maxProgramSize: 100 };

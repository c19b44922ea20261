/** Without a blank this is the field of requests, in any mixture of upper and lower case. */
const USER_AGENT = /^user\.agent$/i;

/**
 * The suffix of a read that names a statistic, such as `.p99`; empty where there is none.
 * @param read the text that it follows
 */
export function printStatistic(read: string, statistic: string | null): string {
  if (statistic === null) return '';
  return USER_AGENT.test(`${read}.${statistic}`) ? ` .${statistic}` : `.${statistic}`;
}

/** The schema that Helm asks before it renders the chart. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../toolchain/root.mjs';

export const CHART_VALUES = 'deploy/helm/lamia/values.schema.json';

/**
 * What is written by hand, with what the controller itself takes in `configuration`: a mistake there would otherwise be found only by
 * pods that do not start.
 * @param {object} configuration
 * @returns {string}
 */
export function chartValuesSchema(configuration) {
  const written = JSON.parse(readFileSync(join(root, CHART_VALUES), 'utf8'));
  const properties = { ...written.properties, configuration };
  return `${JSON.stringify({ ...written, properties }, null, 2)}\n`;
}

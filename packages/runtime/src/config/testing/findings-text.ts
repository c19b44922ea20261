import { loadConfiguration } from '../load-configuration.js';
import type { Finding } from '../finding.js';
import type { Gateway } from '../gateway.js';

/** `error weights-sum at "weights": the weights of …`: a finding with the very text that it points at. */
export function findingText({ source, start, end, severity, code, message }: Finding): string {
  return `${severity} ${code} at ${JSON.stringify(source.text.slice(start, end))}: ${message}`;
}

/** What is found about some files, `a.yaml`, `b.yaml` and so on, in a folder that does not exist. */
export async function findingTexts(...texts: readonly string[]): Promise<readonly string[]> {
  const { findings } = await loadConfiguration(texts.map(asSource));
  return findings.filter(isOfText).map(findingText);
}

/** The one gateway of a text that nothing is wrong with. */
export async function onlyGateway(text: string): Promise<Gateway> {
  const { gateways, findings } = await loadConfiguration([asSource(text, 0)]);
  const [gateway] = gateways;
  if (gateway === undefined || findings.filter(isOfText).some(({ severity }) => severity === 'error')) {
    throw new Error(findings.map(findingText).join('\n'));
  }
  return gateway;
}

/** No file that these texts name exists. */
const isOfText = ({ code }: Finding): boolean => code !== 'unreadable-file';

const asSource = (text: string, index: number) => ({
  file: `missing/${String.fromCharCode(97 + index)}.yaml`,
  text,
  named: true,
});

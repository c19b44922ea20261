import type { PolicyScenario, Scenario } from './scenario.js';

/** What the application of a simulated gateway is called. */
const APPLICATION = 'shop';

/**
 * The file of the gateway that a scenario describes: what is played is what it says, and it can be taken to a runtime as it is, once
 * the addresses of the versions are real.
 */
export function gatewayFile({ versions, window, scrapeInterval, policy, file }: Scenario): string {
  if (file !== null) return file;
  const labels = versions.map(({ label }) => JSON.stringify(label));
  const [stable = '""', candidate = '""'] = labels;
  return [
    'apiVersion: lamia/v1',
    'kind: Gateway',
    'metadata: { name: simulated }',
    'spec:',
    `  application: ${APPLICATION}`,
    '  listen: 8080/http',
    '  target: { kind: embedded }',
    '  versions:',
    ...labels.map((label, place) => `    ${label}: { address: "127.0.0.1:${9001 + place}" }`),
    `  baseline: ${stable}`,
    `  candidate: ${candidate}`,
    '  metrics:',
    '    source: { kind: scrape }',
    `    window: ${window}s`,
    `    scrapeInterval: ${scrapeInterval}s`,
    '  routes:',
    `    - { name: default, weights: { ${stable}: 100 } }`,
    '  policies:',
    ...policyLines(policy).map((line, place) => `${place === 0 ? '    - ' : '      '}${line}`),
    '',
  ].join('\n');
}

function policyLines(policy: PolicyScenario): readonly string[] {
  const { kind, interval, step, start, minimumRequests, failures, gate, rollback, patience } = policy;
  const patient = `{ for: ${patience}m, then: hold }`;
  return [
    `type: ${kind}`,
    `interval: ${interval}s`,
    `step: ${step}%`,
    `start: ${start}%`,
    ...(kind === 'time' ? [] : [`minimumRequests: ${minimumRequests}`]),
    ...(kind === 'time' || failures === 0 ? [] : [`failures: { consecutive: ${failures} }`]),
    ...(kind === 'time' ? [] : [`budgets: { noData: ${patient}, sourceErrors: ${patient} }`]),
    `rollback: ${rollback}`,
    ...(gate === 0 ? [] : [`gates: [{ at: ${gate}%, type: manual }]`]),
    ...ownLines(policy),
  ];
}

function ownLines({
  kind,
  limit,
  floor,
  goal,
  tolerance,
  score,
  decision,
}: PolicyScenario): readonly string[] {
  switch (kind) {
    case 'time':
      return [];
    case 'health':
      return [`limit: ${limit}%`, `floor: ${floor}%`];
    case 'metric':
      return [`goal: ${goal}`, `tolerance: ${tolerance}`, ...expressionLines(score)];
    case 'custom':
      return expressionLines(decision);
  }
}

/** A block of text keeps the lines of the expression; its indentation is said, since its first line may have its own. */
function expressionLines(text: string): readonly string[] {
  return ['expression: |2-', ...text.split('\n').map((line) => (line.trim() === '' ? '' : `  ${line}`))];
}

import type { MetricDeclaration } from '../../check/catalogue.js';
import { statisticUnit } from '../../check/catalogue.js';
import { RESERVED_ROLES, type Role } from '../../check/roles.js';
import { unitText } from '../../check/unit.js';
import { isPlainName } from '../../syntax/reserved-words.js';
import { visit } from '../../syntax/visitor.js';
import type { Analysis } from '../analysis.js';
import { metricMarkdown } from '../metric-markdown.js';
import { wordProposal, type Proposal } from './completion.js';

/** Whose metric is read. */
export function versions(analysis: Analysis): readonly Proposal[] {
  return [...roles(analysis), ...labels(analysis, false)];
}

/** Versions as values; without quotes where they can stand so. */
export function versionValues(analysis: Analysis): readonly Proposal[] {
  return [...roles(analysis), ...labels(analysis, true)];
}

/** A role that the gateway is known to leave empty is not offered. */
function roles({ context }: Analysis): readonly Proposal[] {
  const named = (['candidate', 'baseline'] satisfies Role[]).filter((role) => context[role] !== null);
  return named.map((role) => ({ ...wordProposal(role, null, 'version'), detail: context[role] ?? null }));
}

/** The gateway's versions; where nobody named them, those of the text. */
function labels(analysis: Analysis, mayBeBare: boolean): readonly Proposal[] {
  const { versions: known, baseline, candidate } = analysis.context;
  const all = known === undefined || known.length === 0 ? versionsOfText(analysis) : known;
  return all.map((label) => ({
    ...{ label, kind: 'version' },
    detail: label === candidate ? 'candidate' : label === baseline ? 'baseline' : null,
    // Bare, a version of such a name would be the role.
    insert: { form: 'name', mayBeBare: mayBeBare && !RESERVED_ROLES.has(label) },
  }));
}

function versionsOfText({ program }: Analysis): readonly string[] {
  const found = new Set<string>();
  visit(program, {
    VersionReference: ({ form, name }) => form === 'label' && found.add(name),
    VersionLiteral: ({ label }) => found.add(label),
  });
  return [...found].filter((label) => label !== '');
}

/** What can be read of a version. */
export function metrics(analysis: Analysis): readonly Proposal[] {
  return metricNames(analysis).map(([label, declaration]) => ({
    ...metric(label, declaration),
    insert: { form: 'name', mayBeBare: false },
  }));
}

/** The same for a score, where a name without quotes is a metric. */
export function bareMetrics(analysis: Analysis): readonly Proposal[] {
  return metricNames(analysis)
    .filter(([label]) => isPlainName(label))
    .map(([label, declaration]) => ({
      ...metric(label, declaration),
      insert: { form: 'text', text: label },
    }));
}

function metric(label: string, declaration: MetricDeclaration | null): Omit<Proposal, 'insert'> {
  return {
    ...{ label, kind: 'metric' },
    detail: declaration === null ? null : unitText(declaration.unit),
    documentation: declaration === null ? null : metricMarkdown(declaration),
  };
}

function metricNames({
  context: { catalogue },
  program,
}: Analysis): readonly (readonly [string, MetricDeclaration | null])[] {
  if (catalogue !== undefined) return [...catalogue.metrics];
  const found = new Map<string, null>();
  visit(program, {
    Read: (read) => {
      if (read.metric !== '') found.set(read.metric, null);
    },
  });
  return [...found];
}

export function statistics({ context: { catalogue } }: Analysis, name: string): readonly Proposal[] {
  const declaration = catalogue?.metrics.get(name);
  return (declaration?.statistics ?? []).map((label) => ({
    ...{ label, kind: 'statistic' },
    detail: declaration === undefined ? null : unitText(statisticUnit(declaration.unit, label)),
    insert: { form: 'text', text: label },
  }));
}

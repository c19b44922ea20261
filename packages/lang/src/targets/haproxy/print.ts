import type { AclLine, Assignment, HaproxyRules, Match, Sample, Substitution, Term } from './rules.js';
import { quoted } from './spelling.js';

/** The lines of a frontend that route its requests, without indentation. */
export function printRules(rules: HaproxyRules): readonly string[] {
  return [
    ...rules.acls.map(printAcl),
    ...rules.assignments.map(printAssignment),
    ...(rules.served === null ? [] : [`http-request deny deny_status 404 unless ${rules.served}`]),
    ...rules.routing.map(
      ({ backend, all }) => `use_backend ${quoted(backend)} if ${all.map(printTerm).join(' ')}`,
    ),
    `default_backend ${quoted(rules.fallback)}`,
  ];
}

function printTerm({ acl, negated }: Term): string {
  return negated ? `!${acl}` : acl;
}

function printAcl({ name, sample, match }: AclLine): string {
  return `acl ${name} ${printSample(sample)}${printMatch(match)}`;
}

function printSample(sample: Sample): string {
  switch (sample.fetch) {
    case 'header':
      return quoted(`req.fhdr(${sample.name})`);
    case 'path':
    case 'query':
    case 'method':
      return sample.fetch;
    case 'tls':
      return 'ssl_fc';
    case 'variable':
      return `var(${variable(sample.name)})`;
    case 'raw':
      return sample.acl;
  }
}

/** Variables live as long as the request and its answer. */
function variable(name: string): string {
  return `txn.lamia_${name}`;
}

const KINDS = { exact: 'str', prefix: 'beg', suffix: 'end', contains: 'sub' } as const;

function printMatch(match: Match): string {
  switch (match.kind) {
    case 'found':
      return ' -m found';
    case 'true':
      return '';
    case 'empty':
      return ' -m len 0';
    case 'regex':
      return ` -m reg -- ${quoted(match.regex)}`;
    default:
      return ` -m ${KINDS[match.kind]}${match.ignoreCase ? ' -i' : ''} -- ${match.values.map(quoted).join(' ')}`;
  }
}

function printAssignment({ variable: name, from, lowerCase, substitutions, when }: Assignment): string {
  const converters = [...(lowerCase ? ['lower'] : []), ...substitutions.map(printSubstitution)];
  const expression = [from === null ? 'str("")' : unquotedSample(from), ...converters].join(',');
  return `http-request set-var(${variable(name)}) ${quoted(expression)}${when === null ? '' : ` if ${when}`}`;
}

function unquotedSample(sample: Sample): string {
  return sample.fetch === 'header' ? `req.fhdr(${sample.name})` : printSample(sample);
}

/** Expressions that stand here have no double quotes: they are written by the bytes' codes. */
function printSubstitution({ regex, by }: Substitution): string {
  return `regsub("${regex}","${by}")`;
}

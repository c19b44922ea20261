import { compileFor, routeRules, ruleJson } from '@lamia/lang';
import type { EmitOptions, TargetName } from '@lamia/lang';
import { stringify } from 'yaml';
import type { GatewayInFile } from '../config/gateways-in-files.js';
import { trafficUses } from '../config/rules/traffic.js';
import { isUsable } from '../config/finding.js';
import type { Finding } from '../config/finding.js';
import { loadConfiguration } from '../config/load-configuration.js';
import type { ConfigurationSource } from '../config/documents.js';
import { conditionSubject, gatewaySubject } from './compile/subject.js';
import type { Subject, SubjectFlags } from './compile/subject.js';
import { EXIT, inputError, usageError } from './exit.js';
import { findingJson, showFindings } from './findings.js';
import type { CommandIo } from './io.js';
import { programSources } from './program-sources.js';
import { kindOf } from './source-files.js';

export interface CompileFlags extends SubjectFlags, Pick<EmitOptions, 'profile'> {
  readonly expression?: string;
  readonly target: 'rules' | TargetName;
  readonly targetVersion?: string;
  readonly split?: boolean;
}

/** What one compilation gives: a document for `--json`, and a text for people and for files. */
interface Outcome {
  readonly json: Readonly<Record<string, unknown>>;
  /** Null where nothing is written. */
  readonly text: string | null;
  readonly findings: readonly Finding[];
}

/** `lamia compile`: route rules or a data plane's own objects, out of a condition or a whole gateway. */
export async function runCompile(
  paths: readonly string[],
  flags: CompileFlags,
  io: CommandIo,
): Promise<number> {
  const sources = await programSources(paths, flags.expression, io);
  const [source, ...others] = sources;
  if (source === undefined) throw usageError('nothing to compile');
  const subject =
    kindOf(source) === 'configuration'
      ? await gatewayOf(sources, flags, io)
      : others.length > 0
        ? tooMany()
        : conditionSubject(source, flags, flags.target !== 'rules', io);
  if (subject === null) return EXIT.input;
  const { json, text, findings } =
    flags.target === 'rules' ? asRules(subject) : asObjects(subject, flags.target, flags);
  const diagnostics = findings.map(findingJson);
  if (flags.json === true) io.stdout.write(`${JSON.stringify({ ...json, diagnostics }, null, 2)}\n`);
  else {
    showFindings(findings, io);
    if (text !== null) io.stdout.write(text);
  }
  return text === null ? EXIT.input : EXIT.done;
}

function tooMany(): never {
  throw usageError('one condition at a time; name one file');
}

/** The one gateway of some files, once nothing is wrong with it. */
async function gatewayOf(
  sources: readonly ConfigurationSource[],
  flags: CompileFlags,
  { sealed }: CommandIo,
): Promise<Subject> {
  for (const flag of ['to', 'otherwise', 'name', 'host'] as const) {
    if (flags[flag] !== undefined)
      throw usageError(`\`--${flag}\` is for a condition; a gateway's file says it itself`);
  }
  const configuration = sources.filter((source) => kindOf(source) === 'configuration');
  const { inFiles, findings } = await loadConfiguration(configuration, {
    rawAcls: flags.allowRawAcls ?? false,
    sealed: sealed ?? false,
  });
  const told = findings.filter(({ severity }) => severity === 'error');
  if (!isUsable(findings)) throw inputError('nothing is written before the errors are mended', told);
  const [gateway, second] = inFiles;
  if (gateway === undefined) throw inputError('there is no `kind: Gateway` to compile');
  if (second !== undefined) {
    throw inputError(
      `there are ${inFiles.length} gateways, such as \`${gateway.gateway.name}\` and \`${second.gateway.name}\`; name a file with one`,
    );
  }
  refuseTraffic(gateway, flags.target);
  return gatewaySubject(gateway);
}

/** What is written by itself has the routes; what a gateway asks of the HAProxy that runs it would be missing. */
function refuseTraffic({ gateway, report }: GatewayInFile, target: CompileFlags['target']): void {
  const [use] = target === 'rules' ? [] : trafficUses(gateway, report);
  if (use === undefined) return;
  throw inputError(
    `\`${use.key}\` of the gateway \`${gateway.name}\` is for the haproxy that \`lamia run\` starts, and is not written for \`${target}\`; ` +
      '`lamia plan` shows the whole configuration',
  );
}

function asRules({ gateway: { routes }, inFile }: Subject): Outcome {
  const compiled = routeRules(routes);
  const findings = inFile(compiled.findings);
  if (!compiled.ok) return { json: { rules: [] }, text: null, findings };
  // Without `--otherwise` nothing is known of the requests that the condition is not met by.
  const rules = compiled.rules
    .filter(({ all, route }) => all.length > 0 || (routes[route]?.to.length ?? 0) > 0)
    .map((rule) => ruleJson(rule, routes[rule.route] ?? { to: [] }));
  return { json: { rules }, text: `${JSON.stringify({ rules }, null, 2)}\n`, findings };
}

function asObjects({ gateway, listen, inFile }: Subject, target: TargetName, flags: CompileFlags): Outcome {
  const { targetVersion: version, split = false, profile } = flags;
  const compiled = compileFor(target, gateway, {
    split,
    listen,
    rawAcls: flags.allowRawAcls ?? false,
    ...(version !== undefined && { version }),
    ...(profile !== undefined && { profile }),
  });
  const findings = inFile(compiled.findings);
  if (!compiled.ok) {
    return { json: target === 'haproxy' ? { config: null } : { objects: [] }, text: null, findings };
  }
  const { emitted } = compiled;
  return emitted.kind === 'config'
    ? { json: { config: emitted.config }, text: emitted.config, findings }
    : {
        json: { objects: emitted.objects },
        text: emitted.objects
          // Clusters read YAML 1.1, where `yes` and `off` are no texts.
          .map((object) =>
            stringify(object, { lineWidth: 0, aliasDuplicateObjects: false, compat: 'yaml-1.1' }),
          )
          .join('---\n'),
        findings,
      };
}

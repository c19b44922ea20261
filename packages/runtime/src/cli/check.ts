import { check } from '@lamia/lang';
import type { ProgramKind } from '@lamia/lang';
import type { ConfigurationDocument, ConfigurationSource } from '../config/documents.js';
import { Findings, isUsable } from '../config/finding.js';
import type { Finding } from '../config/finding.js';
import type { GatewayInFile } from '../config/gateways-in-files.js';
import { loadConfiguration } from '../config/load-configuration.js';
import type { RuntimeConfiguration } from '../config/runtime/runtime-configuration.js';
import { UpstreamPatterns } from '../config/runtime/upstream-patterns.js';
import { isElsewhere } from '../standalone/allowed-upstreams.js';
import { EXIT } from './exit.js';
import type { CommandError } from './exit.js';
import { findingJson, programFindings, showFindings } from './findings.js';
import type { FindingJson } from './findings.js';
import type { CommandIo } from './io.js';
import { checkOptions, namedCatalogue, requireKnownRoles } from './program-options.js';
import type { ProgramFlags } from './program-options.js';
import { readablePrograms } from './program-sources.js';
import { readRuntimeFile } from './runtime-file.js';
import { kindOf, wholly } from './source-files.js';

export interface CheckFlags extends ProgramFlags {
  readonly expression?: string;
  readonly catalogue?: string;
  readonly allowRawAcls?: boolean;
  readonly config?: string;
  readonly json?: boolean;
}

/** What one file is, and what was found in it. */
interface CheckedFile {
  readonly file: string;
  readonly kind: ProgramKind | 'gateway' | 'policy' | 'runtime' | null;
  readonly findings: readonly Finding[];
}

/** The document that `--json` prints. */
export interface CheckReport {
  readonly ok: boolean;
  /** Why some of the files could not be read. */
  readonly error?: string;
  readonly files: readonly {
    readonly file: string;
    readonly kind: CheckedFile['kind'];
    readonly diagnostics: readonly FindingJson[];
  }[];
}

/** `lamia check`: everything that can be found wrong with programs, gateways and policies before any data is seen. */
export async function runCheck(paths: readonly string[], flags: CheckFlags, io: CommandIo): Promise<number> {
  requireKnownRoles(flags);
  const read = await readablePrograms(paths, flags.expression, io);
  // Where there is nothing to check it only remains to say why.
  const sources = read.sources.length === 0 ? wholly(read) : read.sources;
  const catalogue = flags.catalogue === undefined ? null : await namedCatalogue(flags.catalogue);
  const options = checkOptions(flags, catalogue);
  const told = await readRuntimeFile(flags.config, io);
  const configuration = await loadConfiguration(
    sources.filter((source) => kindOf(source) === 'configuration'),
    {
      rawAcls: flags.allowRawAcls ?? false,
      sealed: io.sealed ?? false,
      certificates: told.certificates,
    },
  );
  const found = [...configuration.findings, ...elsewhereFindings(configuration.inFiles, told)];
  const files = sources.map((source): CheckedFile => {
    const { file } = source;
    if (kindOf(source) === 'configuration') {
      const findings = found.filter((finding) => finding.source.file === file);
      return { file, kind: documentKind(source, configuration.documents), findings };
    }
    const { kind, diagnostics } = check(source.text, options);
    return { file, kind, findings: programFindings(source, diagnostics) };
  });
  const elsewhere = found.filter(({ source }) => !files.some(({ file }) => file === source.file));
  return report([...files, ...otherFiles(elsewhere)], read.failures, flags.json ?? false, io);
}

/** Versions at hosts that the runtime of `--config` does not allow, each where it stands in its file. */
function elsewhereFindings(
  inFiles: readonly GatewayInFile[],
  { upstreams }: RuntimeConfiguration,
): readonly Finding[] {
  const allowed = upstreams === null ? null : new UpstreamPatterns(upstreams);
  const findings = new Findings();
  for (const { gateway, report } of inFiles) {
    for (const version of gateway.versions) {
      const reason = isElsewhere({ ...gateway, versions: [version] }, allowed);
      const path = ['spec', 'versions', version.label];
      if (reason !== null) report.onto(findings).errorAtKey(path, 'bad-address', reason);
    }
  }
  return findings.list;
}

/** Files that were read because others name them, such as metrics catalogues. */
function otherFiles(findings: readonly Finding[]): readonly CheckedFile[] {
  const names = new Set(findings.map(({ source }) => source.file));
  return [...names].map((file) => ({
    file,
    kind: null,
    findings: findings.filter(({ source }) => source.file === file),
  }));
}

function documentKind(
  source: ConfigurationSource,
  documents: readonly ConfigurationDocument[],
): CheckedFile['kind'] {
  const kinds = documents.filter((document) => document.source === source).map(({ kind }) => kind);
  if (kinds.includes('Gateway')) return 'gateway';
  if (kinds.includes('Policy')) return 'policy';
  return kinds.includes('Runtime') ? 'runtime' : null;
}

function report(
  files: readonly CheckedFile[],
  failures: readonly CommandError[],
  json: boolean,
  io: CommandIo,
): number {
  const findings = files.flatMap((file) => file.findings);
  const ok = isUsable(findings) && failures.length === 0;
  const error = failures.map(({ message }) => message).join('; ');
  if (json) {
    const document: CheckReport = {
      ok,
      ...(error === '' ? {} : { error }),
      files: files.map((file) => ({
        file: file.file,
        kind: file.kind,
        diagnostics: file.findings.map(findingJson),
      })),
    };
    io.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
  } else {
    showFindings(findings, io);
    if (io.stderr.isTerminal) io.stderr.write(`${summary(files.length, findings)}\n`);
  }
  for (const { message } of failures) io.stderr.write(`lamia: ${message}\n`);
  return ok ? EXIT.done : EXIT.input;
}

function summary(files: number, findings: readonly Finding[]): string {
  const counted = (['error', 'warning', 'info'] as const).flatMap((severity) => {
    const count = findings.filter((finding) => finding.severity === severity).length;
    return count === 0 ? [] : [plural(count, severity)];
  });
  return `${plural(files, 'file')} checked: ${counted.length === 0 ? 'nothing to say' : counted.join(', ')}`;
}

function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 || word === 'info' ? '' : 's'}`;
}

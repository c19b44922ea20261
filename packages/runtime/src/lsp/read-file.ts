import { languageService } from '@lamia/lang';
import type { CheckOptions, ServiceContext } from '@lamia/lang';
import { programFindings } from '../cli/findings.js';
import { kindOf } from '../cli/source-files.js';
import type { Finding } from '../config/finding.js';
import { loadConfiguration } from '../config/load-configuration.js';
import type { NamedPolicy } from '../config/policies/named-policy.js';
import { inScalar, wholeFile } from './program-part.js';
import type { ProgramPart } from './program-part.js';
import type { ReadingPlace } from './reading-place.js';
import { programsInFile } from './programs-in-file.js';

/** A text as an editor has it. */
export interface OpenFile {
  /** Its path; null for a text that is no file of this machine, which then may name none either. */
  readonly path: string | null;
  readonly text: string;
  /** As the editor calls it. */
  readonly languageId: string;
}

/** What there is around a text. */
export interface Surroundings {
  /** What settings tell of programs that are files of their own. */
  readonly options: CheckOptions;
  /** What such programs read; null where nobody says. */
  readonly reading: ReadingPlace | null;
  /** What is known of the values that are read at a place. */
  valuesAt(reading: ReadingPlace | null): Pick<ServiceContext, 'sampleOf' | 'queriesOf'>;
  /** Policies of other files, that a gateway may refer to. */
  policiesBeside(path: string): Promise<readonly NamedPolicy[]>;
}

/** What was read of one text. */
export interface ReadFile {
  readonly kind: 'program' | 'configuration';
  readonly parts: readonly ProgramPart[];
  /** What `lamia check` says of it, at its places in the file. */
  readonly findings: readonly Finding[];
}

/** A program, a file of gateways and policies, or a file of others with nothing to say. */
export async function readFile(file: OpenFile, around: Surroundings): Promise<ReadFile> {
  const { path, text, languageId } = file;
  const source = { file: path ?? `untitled.${languageId}`, text, named: false };
  if (languageId === 'lamia' || kindOf(source) === 'program') {
    const analysis = languageService.analyse(text, {
      ...around.options,
      ...around.valuesAt(around.reading),
    });
    const findings = programFindings(source, languageService.diagnosticsOf(analysis));
    return { kind: 'program', parts: [wholeFile(analysis, around.reading)], findings };
  }
  const refers = path !== null && /\bref\b/.test(text);
  const loaded = await loadConfiguration([source], {
    sealed: path === null,
    beside: { inFiles: [], policies: refers ? await around.policiesBeside(path) : [] },
  });
  const parts = programsInFile(source.file, loaded).flatMap(({ scalar, options, reading }) => {
    const context = { ...options, ...around.valuesAt(reading) };
    const analysis = languageService.analyse(scalar.value, context);
    return inScalar(analysis, scalar, reading) ?? [];
  });
  const findings = loaded.findings.filter((finding) => finding.source.file === source.file);
  return { kind: 'configuration', parts, findings };
}

/** The program that a place of the file is in. */
export function partAt({ parts }: ReadFile, place: number): ProgramPart | null {
  return parts.find(({ place: { start, end } }) => start <= place && place <= end) ?? null;
}

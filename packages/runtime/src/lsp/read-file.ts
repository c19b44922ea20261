import { languageService } from '@lamia/lang';
import type { CheckOptions, ServiceContext } from '@lamia/lang';
import { programFindings } from '../cli/findings.js';
import { kindOf } from '../cli/source-files.js';
import type { Finding } from '../config/finding.js';
import { loadConfiguration } from '../config/load-configuration.js';
import type { NamedPolicy } from '../config/policies/named-policy.js';
import { programParts, type ReadProgram } from '../config/programs/programs-in-file.js';
import type { ReadingPlace } from '../config/programs/reading-place.js';

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
  readonly parts: readonly ReadProgram[];
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
    const parts = [{ ...languageService.wholeFile(analysis), reading: around.reading }];
    return { kind: 'program', parts, findings };
  }
  const refers = path !== null && /\bref\b/.test(text);
  const loaded = await loadConfiguration([source], {
    sealed: path === null,
    beside: { inFiles: [], policies: refers ? await around.policiesBeside(path) : [] },
  });
  const parts = programParts(source.file, loaded, (reading) => around.valuesAt(reading));
  const findings = loaded.findings.filter((finding) => finding.source.file === source.file);
  return { kind: 'configuration', parts, findings };
}

import { languageService, unitText } from '@lamia/lang';
import type { Analysis, CheckOptions, ProgramKind, ReadKey } from '@lamia/lang';
import { findingJson, programFindings, type FindingJson } from '../../cli/findings.js';

/** A text of a stranger, and the place that it is read for. */
export interface TextToRead {
  readonly source: string;
  readonly options: CheckOptions;
}

/** What a text reads, with the unit of each as the text has it; null where that is open. */
export interface ReadsOfText {
  readonly kind: ProgramKind;
  readonly diagnostics: readonly FindingJson[];
  readonly reads: readonly { readonly read: ReadKey; readonly unit: string | null }[];
}

/** The reads of a program, also of one with errors as far as it can be made out. A condition has none. */
export function readsOfText({ source, options }: TextToRead): ReadsOfText {
  const analysis = languageService.analyse(source, options);
  const { kind, diagnostics, meaning } = analysis;
  const units = unitsOf(analysis);
  return {
    kind,
    diagnostics: programFindings({ file: 'body', text: source }, diagnostics).map(findingJson),
    reads: meaning.resolution.reads.map((read, slot) => ({ read, unit: units.get(slot) ?? null })),
  };
}

function unitsOf({ meaning: { resolution, types } }: Analysis): ReadonlyMap<number, string> {
  const units = new Map<number, string>();
  const note = (slot: number, type: ReturnType<typeof types.get>): void => {
    if (type?.kind === 'number' && type.unit !== 'open') units.set(slot, unitText(type.unit));
  };
  for (const [node, slot] of resolution.slots) note(slot, types.get(node));
  for (const [name, means] of resolution.names) {
    if (means.kind === 'read') note(means.slot, types.get(name));
  }
  return units;
}

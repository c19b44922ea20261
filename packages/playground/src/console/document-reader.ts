import { readProgramText, type Catalogue } from '@lamia/runtime/engine';
import type { TextFinding, TextReader, TextReading } from '../editor/text-editor.js';

/** What a document names may stand in files of the runtime, which alone knows them. */
const KNOWN_ELSEWHERE: ReadonlySet<string> = new Set(['unknown-policy', 'unknown-catalogue']);

/** Without what only the runtime can tell. */
export function tellable<Found extends { readonly code: string }>(
  findings: readonly Found[],
): readonly Found[] {
  return findings.filter(({ code }) => !KNOWN_ELSEWHERE.has(code));
}

/**
 * Reads a gateway's document with the runtime's own check, for every letter that is typed.
 * @param checked what the runtime itself has found, which counts in place of that; null where it was not asked
 */
export function documentReader(
  catalogues: ReadonlyMap<string, Catalogue>,
  checked: readonly TextFinding[] | null,
): TextReader {
  let last: { readonly text: string; readonly reading: TextReading } | null = null;
  return (text) => {
    if (last?.text === text) return last.reading;
    const { parts, findings } = readProgramText(text, (provider) => catalogues.get(provider) ?? null);
    last = { text, reading: { parts, findings: checked ?? tellable(findings) } };
    return last.reading;
  };
}

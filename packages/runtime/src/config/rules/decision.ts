import { resolveVersion, type Binding, type CheckedProgram } from '@lamia/lang';
import type { CustomPolicy } from '../gateway.js';
import type { Report } from '../canonical/report.js';
import type { Path } from '../yaml/tree.js';

/** A program has to be able to favour another version than stable, and to go against the candidate where failures are counted. */
export function checkDecision(
  { failures }: CustomPolicy,
  checked: CheckedProgram,
  binding: Binding,
  path: Path,
  report: Report,
): void {
  const favoured = versionsNamed(checked, binding);
  const { baseline, candidate } = binding;
  // Without any version the language itself says that the program always holds.
  if (favoured.size > 0 && [...favoured].every((version) => version === baseline)) {
    const message = `this program favours no version but the baseline \`${baseline ?? ''}\`, so that nothing can ever be promoted; let it name another one, such as \`result = candidate;\``;
    report.error([...path, 'expression'], 'never-moves', message);
  }
  const isCounting = failures.consecutive !== null || failures.total !== null;
  if (isCounting && candidate !== null && [...favoured].every((version) => version === candidate)) {
    const message = `this program never favours another version than \`${candidate}\`, so that it never counts a failure; remove \`failures\`, or let it say \`result = baseline;\``;
    report.errorAtKey([...path, 'failures'], 'unreachable-limit', message);
  }
}

/** The versions that stand in the program as values: the only ones that it can favour. */
function versionsNamed({ types, names }: CheckedProgram, binding: Binding): ReadonlySet<string> {
  const labels = [...types.keys()].map((expression): string | null => {
    if (expression.kind === 'VersionLiteral') {
      return resolveVersion({ form: 'label', label: expression.label }, binding, null);
    }
    const meaning = expression.kind === 'Name' ? names.get(expression) : undefined;
    return meaning?.kind === 'version' ? resolveVersion(meaning.version, binding, null) : null;
  });
  return new Set(labels.filter((label) => label !== null));
}

import { Report } from '../canonical/report.js';
import type { ConfigurationDocument } from '../documents.js';
import type { Findings } from '../finding.js';
import type { SourceText } from '../place.js';
import { validate } from '../schema/validate.js';
import { canonicalRuntime } from './canonical-runtime.js';
import type { RuntimeConfiguration } from './runtime-configuration.js';
import { RUNTIME_DOCUMENT } from './runtime-schema.js';

/** The configuration of a runtime and the file it was read from. */
export interface RuntimeInFile {
  readonly source: SourceText;
  readonly configuration: RuntimeConfiguration;
  readonly report: Report;
}

/** Reads a `kind: Runtime`; null where its shape is wrong. */
export function readRuntime(
  { source, tree }: ConfigurationDocument,
  resolvePath: (path: string, source: SourceText) => string,
  findings: Findings,
): RuntimeInFile | null {
  const document = validate(RUNTIME_DOCUMENT, tree, findings);
  if (document === null) return null;
  const report = new Report(tree, findings);
  const configuration = canonicalRuntime(document, report, (path) => resolvePath(path, source));
  return { source, configuration, report };
}

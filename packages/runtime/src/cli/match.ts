import { matcher, notPlain, readRequest, traceMatch } from '@lamia/lang';
import type { MatchTrace, RequestInput } from '@lamia/lang';
import { readCondition } from './condition-source.js';
import { EXIT, inputError, usageError } from './exit.js';
import type { CommandIo } from './io.js';
import { programSources } from './program-sources.js';
import { parseRequestFile } from './request-file.js';
import { kindOf, readSources, STDIN } from './source-files.js';

export interface MatchFlags {
  readonly expression?: string;
  readonly request: string;
  readonly json?: boolean;
}

/** `lamia match`: whether one request meets a condition, and why. */
export async function runMatch(paths: readonly string[], flags: MatchFlags, io: CommandIo): Promise<number> {
  if (paths.includes(STDIN) && flags.request === STDIN) {
    throw usageError(
      'the condition and the request both from standard input (`-`), which is one text; name a file for one of them',
    );
  }
  const [source, second] = await programSources(paths, flags.expression, io);
  if (source === undefined || second !== undefined)
    throw usageError('one condition at a time; name one file');
  if (kindOf(source) === 'configuration') {
    throw inputError(
      `\`${source.file}\` is a gateway or policy file; name a condition (\`*.lamia\`), or give it with \`-e\``,
    );
  }
  const condition = readCondition(source, { json: flags.json === true, rawAcls: false }, io);
  if (condition === null) return EXIT.input;
  const request = readRequest(await readRequestFile(flags.request, io));
  const matches = matcher(condition)(request);
  const reason = notPlain(request, condition.atoms);
  const trace = traceMatch(condition, request);
  if (flags.json === true) {
    const document = { matches, plain: reason === null, ...(reason !== null && { reason }), trace };
    io.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
  } else {
    io.stdout.write(`${String(matches)}\n${traceLines(trace, 1).join('\n')}\n`);
    if (reason !== null) io.stderr.write(`data planes may differ on this request, since ${reason}\n`);
  }
  return EXIT.done;
}

async function readRequestFile(path: string, io: CommandIo): Promise<RequestInput> {
  const [source, second] = await readSources([path], io);
  if (source === undefined || second !== undefined)
    throw usageError(`\`${path}\` is a folder; name one file`);
  const read = parseRequestFile(source);
  if (read.ok) return read.request;
  throw inputError(`\`${source.file === STDIN ? 'standard input' : path}\` is no request`, read.findings);
}

/** One line a part, what belongs to it below and further in. */
function traceLines({ text, matches, value, parts }: MatchTrace, depth: number): readonly string[] {
  const shown = text.replace(/\s+/g, ' ');
  const looked = value === undefined ? '' : value === null ? ' (missing)' : ` (${JSON.stringify(value)})`;
  return [
    `${'  '.repeat(depth)}${shown} → ${String(matches)}${looked}`,
    ...parts.flatMap((part) => traceLines(part, depth + 1)),
  ];
}

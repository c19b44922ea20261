import type { TraceJson } from '@lamia/lang';

/** A trace, and the version that was scored where there was one. */
export interface ReadTrace {
  readonly version: string | null;
  readonly trace: TraceJson;
}

/**
 * The traces in what a runtime answers: one of a decision, a list of one for each version of a score, or none. The API makes no promise
 * of a trace's form; the runtime that serves this page was built with it, and what is of another one is left out.
 */
export function readTraces(data: unknown): readonly ReadTrace[] {
  if (isTrace(data)) return [{ version: null, trace: data }];
  if (!Array.isArray(data)) return [];
  return (data as readonly unknown[]).flatMap((each) =>
    isRecord(each) && typeof each['version'] === 'string' && isTrace(each['trace'])
      ? [{ version: each['version'], trace: each['trace'] }]
      : [],
  );
}

function isTrace(data: unknown): data is TraceJson {
  return (
    isRecord(data) &&
    typeof data['headline'] === 'string' &&
    Array.isArray(data['statements']) &&
    Array.isArray(data['because']) &&
    'value' in data
  );
}

function isRecord(data: unknown): data is Readonly<Record<string, unknown>> {
  return typeof data === 'object' && data !== null;
}

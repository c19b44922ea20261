import type { RequestInput } from '@lamia/lang';
import type { TesterDraft } from './project.js';
import { formRequest } from './requests/form.js';
import { readRequests } from './requests/read-requests.js';
import type { NamedRequest } from './requests/requests-read.js';

/** What the tester holds: the first request, what else a text has, or why there is none. */
export interface TriedRequest {
  readonly request: RequestInput | null;
  readonly all: readonly NamedRequest[];
  readonly problem: string | null;
}

export function triedRequest({ entry, text, form }: TesterDraft): TriedRequest {
  if (entry === 'form') return { request: formRequest(form), all: [], problem: null };
  const read = readRequests(text);
  if (!read.ok) return { request: null, all: [], problem: read.message };
  return { request: read.requests[0]?.request ?? null, all: read.requests, problem: null };
}

import type { TesterDraft } from './project.js';
import { formRequest } from './requests/form.js';
import { readRequests } from './requests/read-requests.js';
import { requestName, type NamedRequest, type RequestsRead } from './requests/requests-read.js';

/** The requests that the tester holds, several of a recording, or why there is none. */
export function triedRequests({ entry, text, form }: TesterDraft): RequestsRead {
  if (entry === 'text') return readRequests(text);
  const request = formRequest(form);
  const only: NamedRequest = { name: requestName(request), request, notes: [] };
  return { ok: true, requests: [only] };
}

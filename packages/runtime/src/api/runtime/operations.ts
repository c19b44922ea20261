import { json, operation, type Operation } from '../operation.js';
import { RUNTIME } from '../schema/runtime.js';
import { NONE } from '../schema/shapes.js';

const getRuntime = operation(
  {
    id: 'getRuntime',
    method: 'GET',
    at: '/api/v1/runtime',
    tag: 'health',
    summary: 'What answers here, and who asks',
    description: 'What the role allows can be told from the role that each operation needs.',
    role: 'viewer',
    path: NONE,
    query: NONE,
    body: null,
    answers: { 200: { description: 'its version, and the name and role of whoever asks', schema: RUNTIME } },
    refusals: {},
  },
  ({ caller }, { version, now }) =>
    json({ version, caller: { name: caller.name, role: caller.role }, now: new Date(now()).toISOString() }),
);

export const RUNTIME_OPERATIONS: readonly Operation[] = [getRuntime];

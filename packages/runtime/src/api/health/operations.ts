import * as Type from 'typebox';
import { json, operation, refused, type Operation } from '../operation.js';
import { problem } from '../problem.js';
import { NONE } from '../schema/shapes.js';

const DESCRIPTION = Type.Object({ openapi: Type.String() }, { title: 'an OpenAPI document' });
const TEXT = 'text/plain; charset=utf-8';
const SHAPE = { method: 'GET', tag: 'health', path: NONE, query: NONE, body: null } as const;

const isAlive = operation(
  {
    ...SHAPE,
    id: 'isAlive',
    at: '/healthz',
    summary: 'Whether the process answers',
    role: 'anyone',
    answers: { 200: { description: 'it does', contentType: TEXT } },
    refusals: {},
  },
  () => ({ kind: 'text', status: 200, type: TEXT, text: 'ok\n' }),
);

const isReady = operation(
  {
    ...SHAPE,
    id: 'isReady',
    at: '/readyz',
    summary: 'Whether the releases run',
    role: 'anyone',
    answers: { 200: { description: 'they do', contentType: TEXT } },
    refusals: { 503: 'they have not been started yet, or are being stopped' },
  },
  (_request, { ready }) =>
    ready()
      ? { kind: 'text', status: 200, type: TEXT, text: 'ready\n' }
      : refused(problem(503, 'the releases have not been started yet, or are being stopped')),
);

const getMetrics = operation(
  {
    ...SHAPE,
    id: 'getMetrics',
    at: '/metrics',
    summary: 'What the runtime measures of itself, for Prometheus',
    role: 'viewer',
    answers: { 200: { description: 'in the text exposition format', contentType: 'text/plain' } },
    refusals: { 404: 'this runtime measures nothing of itself' },
  },
  async (_request, { metrics }) =>
    metrics === null
      ? refused(problem(404, 'this runtime measures nothing of itself'))
      : { kind: 'text', status: 200, type: metrics.contentType, text: await metrics.text() },
);

export const HEALTH_OPERATIONS: readonly Operation[] = [isAlive, isReady, getMetrics];

/** The operation that gives the description of all of them, which it is one of itself. */
export const describeWith = (document: () => unknown): Operation =>
  operation(
    {
      ...SHAPE,
      id: 'getOpenApi',
      at: '/api/v1/openapi.json',
      summary: 'This description',
      role: 'anyone',
      answers: { 200: { description: 'an OpenAPI 3.1 document', schema: DESCRIPTION } },
      refusals: {},
    },
    () => json(document()),
  );

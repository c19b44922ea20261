import type * as Type from 'typebox';
import { BODY_LIMITS } from '../limits.js';
import { json, operation, refused, type Operation } from '../operation.js';
import {
  CHECK_REPORT,
  CHECK_REQUEST,
  COMPILED,
  COMPILE_REQUEST,
  EVALUATE_REQUEST,
  EVALUATION,
  FORMAT_REQUEST,
  FORMATTED,
  MATCH,
  MATCH_REQUEST,
} from '../schema/language.js';
import { NONE } from '../schema/shapes.js';
import type { LanguageJob } from './desk.js';

interface JobShape {
  readonly job: LanguageJob;
  readonly summary: string;
  readonly description?: string;
  readonly request: Type.TSchema;
  readonly answer: Type.TSchema;
}

/** An operation that does what the command of its name does, with the command's JSON in and out. */
function job({ job: name, summary, description, request, answer }: JobShape): Operation {
  return operation(
    {
      id: name,
      method: 'POST',
      at: `/api/v1/${name}`,
      tag: 'language',
      summary,
      ...(description !== undefined && { description }),
      role: 'viewer',
      path: NONE,
      query: NONE,
      body: { schema: request, required: true, limit: BODY_LIMITS.text, checkedBy: 'schema' },
      answers: { 200: { description: 'what the command with `--json` prints', schema: answer } },
      refusals: {
        422: 'the text cannot be used, which `diagnostics` tells, or takes more time or memory than it may',
        503: 'too many texts are waiting; ask again in a moment',
      },
    },
    async ({ body }, { language }) => {
      const outcome = await language.run(name, body);
      return outcome.ok ? json(outcome.document) : refused(outcome.problem);
    },
  );
}

export const LANGUAGE_OPERATIONS: readonly Operation[] = [
  job({
    job: 'check',
    summary: 'Finds what is wrong with a program, a condition, a gateway or a policy',
    description: 'A gateway’s text is checked without a look at the files that it names.',
    request: CHECK_REQUEST,
    answer: CHECK_REPORT,
  }),
  job({
    job: 'format',
    summary: 'The canonical form of a program',
    request: FORMAT_REQUEST,
    answer: FORMATTED,
  }),
  job({
    job: 'evaluate',
    summary: 'Evaluates a decision or a score on values that are sent along',
    request: EVALUATE_REQUEST,
    answer: EVALUATION,
  }),
  job({
    job: 'match',
    summary: 'Says whether one request meets a condition, and why',
    request: MATCH_REQUEST,
    answer: MATCH,
  }),
  job({
    job: 'compile',
    summary: 'Route rules, or the objects of a data plane, out of a condition or a whole gateway',
    request: COMPILE_REQUEST,
    answer: COMPILED,
  }),
];

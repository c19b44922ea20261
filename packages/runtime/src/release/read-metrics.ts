import type { Sample } from '@lamia/lang';
import type { GiveWay } from '../event-loop/give-way.js';
import { unknown } from '../metrics/sample.js';
import type { BoundRead, MetricSource } from '../metrics/source.js';
import { errorMessage } from '../errors/error-message.js';
import type { GatewayRun } from './gateway-run.js';
import type { Inquiry } from './inquiry.js';
import type { Clock, Limits } from './ports.js';
import { duePolicies } from './schedule.js';
import { within } from './within.js';

/** What was read for one gateway. */
export interface Fetched {
  /** The samples of each due policy's reads, by its place. */
  readonly samples: ReadonlyMap<number, readonly Sample[]>;
  readonly warnings: readonly string[];
}

/** All that is asked of one source at one instant. */
interface Question {
  readonly source: MetricSource;
  readonly at: number;
  readonly reads: BoundRead[];
}

/** Where the answer to one read stands, or the answer itself where no source had to be asked. */
type Pending = { readonly question: Question; readonly index: number } | Sample;

/**
 * Reads what the due policies of all these gateways want: one request a source and instant. The instant is one scrape before
 * now, so that the newest scrape, which may still be filling, is not judged. What a source cannot answer is `source-failed`.
 */
export async function readMetrics(
  runs: readonly GatewayRun[],
  clock: Clock,
  limits: Limits,
  now: number,
  giveWay: GiveWay,
): Promise<ReadonlyMap<GatewayRun, Fetched>> {
  const questions = new Map<MetricSource, Map<number, Question>>();
  const asked: { readonly run: GatewayRun; readonly pending: ReturnType<typeof collect> }[] = [];
  for (const run of runs) {
    asked.push({ run, pending: collect(run, questions, now) });
    await giveWay();
  }
  const answers = new Map<Question, Answered>();
  await Promise.all(
    [...questions.values()]
      .flatMap((byInstant) => [...byInstant.values()])
      .map(async (question) => answers.set(question, await answer(question, clock, limits))),
  );
  const fetched = new Map<GatewayRun, Fetched>();
  for (const { run, pending } of asked) {
    fetched.set(run, resolve(pending, answers));
    await giveWay();
  }
  return fetched;
}

interface Answered {
  readonly samples: readonly Sample[];
  readonly warnings: readonly string[];
}

/** Adds the reads of one gateway's due policies to the questions. */
function collect(
  { gateway, state, source, inquiries }: GatewayRun,
  questions: Map<MetricSource, Map<number, Question>>,
  now: number,
): ReadonlyMap<number, readonly Pending[]> {
  const at = now - (gateway.metrics?.scrapeInterval ?? 0);
  const ask = (read: Inquiry['reads'][number]): Pending => {
    if (read.kind === 'sample') return read.sample;
    if (source === null) return unknown('source-failed', 'the gateway has no metric source');
    const question = questionFor(questions, source, at);
    return { question, index: question.reads.push(read.read) - 1 };
  };
  const due = duePolicies(gateway, state, now);
  return new Map(due.map((place) => [place, (inquiries[place]?.reads ?? []).map(ask)]));
}

function questionFor(
  questions: Map<MetricSource, Map<number, Question>>,
  source: MetricSource,
  at: number,
): Question {
  const byInstant = questions.get(source) ?? new Map<number, Question>();
  const question = byInstant.get(at) ?? { source, at, reads: [] };
  questions.set(source, byInstant.set(at, question));
  return question;
}

async function answer({ source, at, reads }: Question, clock: Clock, limits: Limits): Promise<Answered> {
  try {
    const { samples, warnings } = await within(clock, limits.source, 'the metric source', (signal) =>
      source.read({ at, reads }, signal),
    );
    // Nobody can tell whose sample is whose then.
    if (samples.length !== reads.length) {
      throw new RangeError(`the metric source answered ${samples.length} of ${reads.length} reads`);
    }
    return { samples, warnings };
  } catch (error) {
    const failed = unknown('source-failed', errorMessage(error));
    return { samples: reads.map(() => failed), warnings: [] };
  }
}

function resolve(
  pending: ReadonlyMap<number, readonly Pending[]>,
  answers: ReadonlyMap<Question, Answered>,
): Fetched {
  const warnings = new Set<string>();
  const samples = new Map(
    [...pending].map(([place, reads]) => [
      place,
      reads.map((read): Sample => {
        if ('known' in read) return read;
        const answered = answers.get(read.question);
        for (const warning of answered?.warnings ?? []) warnings.add(warning);
        return (
          answered?.samples[read.index] ?? unknown('source-failed', 'the source left the read unanswered')
        );
      }),
    ]),
  );
  return { samples, warnings: [...warnings] };
}

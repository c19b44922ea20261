import { useEffect, useRef, useState } from 'react';
import { JobRunner } from './job-runner.js';

/** What has come of the newest job, and of those before it until then. */
export interface JobState<Job, Report extends { readonly kind: string }> {
  /** The last report of each kind, with the job that it is of. */
  readonly latest: ReadonlyMap<Report['kind'], { readonly job: Job; readonly report: Report }>;
  readonly phase: 'working' | 'done' | 'late' | 'failed';
  /** Why it failed or was given up; empty otherwise. */
  readonly message: string;
}

/** Who types has the next letter by then. */
const PAUSE = 120;

/**
 * Has a worker do a job, and each that takes its place after a pause in which nothing changes. Keep the same object for as long as the
 * job is the same.
 */
export function useJob<Job, Report extends { readonly kind: string }>(
  spawn: () => Worker,
  job: Job,
): JobState<Job, Report> {
  const runner = useRef<JobRunner<Job, Report>>(null);
  const [state, setState] = useState<JobState<Job, Report>>({
    latest: new Map(),
    phase: 'working',
    message: '',
  });

  useEffect(() => () => runner.current?.dispose(), []);

  useEffect(() => {
    const pause = setTimeout(() => {
      const own = (runner.current ??= new JobRunner<Job, Report>(spawn));
      setState((before) => ({ ...before, phase: 'working', message: '' }));
      own.run(job, {
        report: (report) =>
          setState((before) => ({
            ...before,
            latest: new Map(before.latest).set(report.kind, { job, report }),
          })),
        end: (phase, message) => setState((before) => ({ ...before, phase, message })),
      });
    }, PAUSE);
    return () => clearTimeout(pause);
  }, [job, spawn]);

  return state;
}

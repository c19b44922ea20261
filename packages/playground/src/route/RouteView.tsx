import { useMemo, useState } from 'react';
import { Column, Columns } from '../design/Columns.js';
import { useKeptState } from '../state/use-kept-state.js';
import { GatewayPanel } from './GatewayPanel.js';
import { ManifestsPanel } from './ManifestsPanel.js';
import { ROUTE_STATE } from './project-form.js';
import { freshId } from './project.js';
import type { RoutesToRead } from './report/routes-read.js';
import { RoutesPanel } from './RoutesPanel.js';
import { RulesPanel } from './RulesPanel.js';
import { SavedPanel } from './SavedPanel.js';
import { spawnLive } from './spawn-workers.js';
import { TesterPanel, type RequestToKeep } from './TesterPanel.js';
import { triedRequests } from './tried-requests.js';
import type { LiveJob, LiveReport } from './worker/jobs.js';
import { useJob } from './worker/use-job.js';

/** A rule that is pointed at, whose part of its condition is shown. */
export interface PointedRule {
  readonly place: number;
  readonly route: number;
}

/** Which requests go where: routes with conditions, the rules they come to, and requests to try them with. */
export default function RouteView() {
  const { state, change } = useKeptState(ROUTE_STATE);
  const { hosts, versions, routes, rest, saved, tester } = state;
  const project = useMemo<RoutesToRead>(
    () => ({ hosts, versions, routes, rest }),
    [hosts, versions, routes, rest],
  );
  const tried = useMemo(() => triedRequests(tester), [tester]);
  const job = useMemo<LiveJob>(
    () => ({
      project,
      saved: saved.map(({ request }) => request),
      tried: tried.ok ? tried.requests.map(({ request }) => request) : [],
    }),
    [project, saved, tried],
  );
  const live = useJob<LiveJob, LiveReport>(spawnLive, job);
  const [pointed, setPointed] = useState<PointedRule | null>(null);

  const rules = live.latest.get('rules');
  const report = rules?.report.kind === 'rules' ? rules.report.rules : null;
  // Places in texts are those of the texts that were looked at.
  const isCurrent = rules?.job.project === project;
  const answers = live.latest.get('answers');
  // What was told before stays until there is news, as long as it is about the same routes and requests.
  const told = answers?.report.kind === 'answers' && isAbout(answers.job, job) ? answers.report : null;

  const keep = (requests: readonly RequestToKeep[]): void =>
    change('the saved requests', (before) => ({
      ...before,
      saved: requests.reduce<typeof before.saved>(
        (kept, request) => [...kept, { id: freshId(kept, 's'), ...request }],
        before.saved,
      ),
    }));

  return (
    <Columns>
      <Column>
        <RoutesPanel
          project={state}
          report={isCurrent ? report : null}
          pointed={isCurrent ? pointed : null}
          change={change}
        />
        <GatewayPanel project={state} change={change} />
      </Column>
      <Column>
        <RulesPanel
          project={state}
          report={report}
          isCurrent={isCurrent}
          phase={live.phase}
          message={live.message}
          onPoint={setPointed}
          onKeep={keep}
        />
        <TesterPanel
          project={state}
          tried={tried}
          answers={told?.tried ?? null}
          change={change}
          onKeep={keep}
        />
        <SavedPanel project={state} answers={told?.saved ?? null} report={report} change={change} />
      </Column>
      <Column isWhole>
        <ManifestsPanel project={project} />
      </Column>
    </Columns>
  );
}

function isAbout(old: LiveJob, now: LiveJob): boolean {
  return (
    sameInOrder(old.saved, now.saved) &&
    old.tried.length === now.tried.length &&
    sameInOrder(
      old.project.routes.map(({ id }) => id),
      now.project.routes.map(({ id }) => id),
    )
  );
}

function sameInOrder<T>(left: readonly T[], right: readonly T[]): boolean {
  return left.length === right.length && left.every((each, place) => each === right[place]);
}

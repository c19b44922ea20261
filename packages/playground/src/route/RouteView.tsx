import { useMemo, useState } from 'react';
import { Column, Columns } from '../design/Columns.js';
import { useKeptState } from '../state/use-kept-state.js';
import { GatewayPanel } from './gateway/GatewayPanel.js';
import { ManifestsPanel } from './ManifestsPanel.js';
import { ROUTE_STATE } from './project-form.js';
import { freshId } from './project.js';
import type { GatewayToRead } from './report/gateway-read.js';
import { rulesToShow, type RulesSeen } from './report/last-good.js';
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
  const { name, namespace, hosts, versions, services, routes, rest, restMirror, targets, saved, tester } =
    state;
  const project = useMemo<RoutesToRead>(
    () => ({ hosts, versions, routes, rest }),
    [hosts, versions, routes, rest],
  );
  const gateway = useMemo<GatewayToRead>(
    () => ({ ...project, name, namespace, services, restMirror }),
    [project, name, namespace, services, restMirror],
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
  const newest = useMemo<RulesSeen | null>(
    () => (rules === undefined || report === null ? null : { project: rules.job.project, report }),
    [rules, report],
  );
  const [before, setBefore] = useState<RulesSeen | null>(null);
  const seen = rulesToShow(before, newest);
  if (seen !== before) setBefore(seen);
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
          seen={seen}
          broken={newest === null ? NOBODY : brokenIn(newest)}
          isCurrent={isCurrent}
          pointed={pointed}
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
        <ManifestsPanel gateway={gateway} targets={targets} change={change} />
      </Column>
    </Columns>
  );
}

const NOBODY: readonly string[] = [];

function brokenIn({ project, report }: RulesSeen): readonly string[] {
  return project.routes.flatMap(({ name }, place) =>
    report.routes[place]?.isReadable === false ? [name] : [],
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

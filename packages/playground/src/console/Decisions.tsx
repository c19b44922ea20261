import { useState } from 'react';
import type { Schemas } from '../../../runtime/src/client/api-types.js';
import { EmptyState } from '../design/EmptyState.js';
import { readTraces } from '../trace/read-traces.js';
import { Trace } from '../trace/Trace.js';
import { Chart } from './Chart.js';
import styles from './console.module.css';
import { Shown } from './Shown.js';
import { Time } from './Time.js';
import { useLoaded } from './use-loaded.js';
import { Values } from './Values.js';

interface DecisionsProps {
  readonly name: string;
  readonly versions: readonly string[];
}

const EVERY_MS = 10_000;
const NEWEST = 200;

/** The decisions of a gateway in time: the weights as a chart, and each decision with what it rests on. */
export function Decisions({ name, versions }: DecisionsProps) {
  const decisions = useLoaded<Schemas['DecisionList']>(
    name,
    (client, signal) =>
      client.call('listGatewayDecisions', { path: { name }, query: { limit: NEWEST } }, signal),
    EVERY_MS,
  );
  return (
    <Shown of={decisions} what="the decisions">
      {({ decisions: list }) =>
        list.length === 0 ? (
          <EmptyState title="Nothing was decided yet">
            Each tick of the gateway is here once it has one.
          </EmptyState>
        ) : (
          <Timeline decisions={list} versions={versions} />
        )
      }
    </Shown>
  );
}

interface TimelineProps {
  /** Newest first. */
  readonly decisions: readonly Schemas['Decision'][];
  readonly versions: readonly string[];
}

function Timeline({ decisions, versions }: TimelineProps) {
  const [chosen, setChosen] = useState<string | null>(null);
  const oldestFirst = decisions.toReversed();
  const routes = decisions[0]?.routes.map(({ name }) => name) ?? [];
  const place = oldestFirst.findIndex(({ at }) => at === chosen);
  const shown = place === -1 ? oldestFirst.length - 1 : place;
  const decision = oldestFirst[shown];
  return (
    <div className={styles['timeline']}>
      <div className={styles['charts']}>
        {routes.map((route) => (
          <Chart
            key={route}
            title={`Weights of ${route}`}
            top={100}
            text={(value) => (value === null ? 'none' : `${value}%`)}
            series={versions.map((version) => ({
              name: version,
              values: oldestFirst.map(
                (each) => each.routes.find(({ name }) => name === route)?.weights[version] ?? 0,
              ),
            }))}
          />
        ))}
      </div>
      <label className={styles['scrub']}>
        {decision === undefined ? 'no decision' : <Time at={decision.at} />}
        <input
          type="range"
          aria-label="decision in time"
          min={0}
          max={oldestFirst.length - 1}
          value={shown}
          onChange={(event) => setChosen(oldestFirst[event.target.valueAsNumber]?.at ?? null)}
        />
      </label>
      {decision !== undefined && <DecisionView decision={decision} />}
      <ol className={styles['list']} aria-label="decisions, newest first">
        {decisions.map(({ at, outcome, operation, reason }, index) => (
          <li key={`${at} ${index}`}>
            <button type="button" aria-pressed={at === decision?.at} onClick={() => setChosen(at)}>
              <Time at={at} />{' '}
              <Said
                outcome={outcome || (operation === null ? 'nobody was asked' : 'by hand')}
                reason={reason}
              />
            </button>
          </li>
        ))}
      </ol>
    </div>
  );
}

function DecisionView({ decision }: { readonly decision: Schemas['Decision'] }) {
  const { phase, step, shift, operation, routes, policies, reason } = decision;
  return (
    <section className={styles['decision']} aria-label="the chosen decision">
      <p>
        <strong>{phase ?? 'no release'}</strong>, step {step}
        {shift === null ? '' : `, weights moved (${shift})`}
        {operation === null ? '' : `, by ${operation.by}`}: {reason}
      </p>
      <p className={styles['faint']}>
        {routes
          .map(({ name, weights }) => {
            const shares = Object.entries(weights).map(([version, percent]) => `${version} ${percent}%`);
            return `${name}: ${shares.join(', ')}`;
          })
          .join('; ')}
      </p>
      {policies.map(({ policy, type, observed, outcome, reason: why, inputs, trace }) => (
        <div key={policy}>
          <h3>
            {type}
            {observed ? ' (only looks on)' : ''}
          </h3>
          <p>
            <Said outcome={outcome} reason={why} />
          </p>
          {inputs.length > 0 && <Values values={inputs} />}
          <Traces data={trace} />
        </div>
      ))}
    </section>
  );
}

/** What came of a question and why; where the reason begins with what came of it, that is said once. */
function Said({ outcome, reason }: { readonly outcome: string; readonly reason: string }) {
  const rest = reason.startsWith(outcome) ? reason.slice(outcome.length) : ` ${reason}`;
  return (
    <>
      <strong>{outcome}</strong>
      {rest}
    </>
  );
}

/** The value of every part of a program, which is long: shown when it is asked for. */
function Traces({ data }: { readonly data: unknown }) {
  const traces = readTraces(data);
  if (traces.length === 0) return null;
  return (
    <details>
      <summary>how it came to that</summary>
      {traces.map(({ version, trace }) => (
        <div key={version}>
          <p>{trace.headline}</p>
          <Trace trace={trace} />
        </div>
      ))}
    </details>
  );
}

import { useState } from 'react';
import { Button } from '../design/Button.js';
import { EmptyState } from '../design/EmptyState.js';
import { Panel } from '../design/Panel.js';
import type { SectionState } from '../state/use-kept-state.js';
import { withNewRoute } from './edit-project.js';
import { MirrorField } from './MirrorField.js';
import { Percents } from './Percents.js';
import type { RouteProject } from './project.js';
import type { RulesReport } from './report/rules-report.js';
import { RouteCard } from './RouteCard.js';
import styles from './RouteView.module.css';
import type { PointedRule } from './RouteView.js';

interface RoutesPanelProps {
  readonly project: RouteProject;
  /** Null while it is not yet that of the texts on the page. */
  readonly report: RulesReport | null;
  readonly pointed: PointedRule | null;
  readonly change: SectionState<RouteProject>['change'];
}

/** More routes than these are folded: one line each, until one is opened. */
const MOST_OPEN = 4;

/** The routes in the order in which they are asked, and what takes the rest. */
export function RoutesPanel({ project, report, pointed, change }: RoutesPanelProps) {
  const { routes, versions, rest, restMirror } = project;
  const [folds, setFolds] = useState<ReadonlyMap<string, boolean>>(NO_FOLDS);
  const isFolded = (id: string): boolean => folds.get(id) ?? routes.length > MOST_OPEN;
  const add = (): void => {
    const next = withNewRoute(project);
    const added = next.routes.at(-1);
    // Whoever adds one wants to write it.
    if (added !== undefined) setFolds((before) => new Map(before).set(added.id, false));
    change('the routes', next);
  };
  return (
    <Panel title="Routes" actions={<Button onClick={add}>Add a route</Button>}>
      {routes.length === 0 && (
        <EmptyState title="no routes">all requests go where the rest does; add a route for some</EmptyState>
      )}
      <ol className={styles['routes']}>
        {routes.map((route, place) => (
          <li key={route.id}>
            <RouteCard
              route={route}
              place={place}
              routes={routes}
              versions={versions}
              report={report?.routes[place] ?? null}
              marks={
                pointed?.route === place ? (report?.rules?.[pointed.place]?.parts ?? NO_PARTS) : NO_PARTS
              }
              isFolded={isFolded(route.id)}
              onFold={(next) => setFolds((before) => new Map(before).set(route.id, next))}
              change={change}
            />
          </li>
        ))}
      </ol>
      <div className={styles['card']}>
        <div>
          <h3>the rest</h3>
          <p className={styles['faint']}>all requests that no route takes</p>
        </div>
        <div className={styles['weights']}>
          <Percents
            of="the rest"
            versions={versions}
            percents={rest}
            onChange={(percents) =>
              change('the weights of the rest', (before) => ({ ...before, rest: percents }))
            }
          />
          <MirrorField
            of="the rest"
            versions={versions}
            mirror={restMirror}
            onChange={(mirror) =>
              change('the copies of the rest', (before) => ({ ...before, restMirror: mirror }))
            }
          />
        </div>
      </div>
    </Panel>
  );
}

const NO_PARTS: readonly never[] = [];
const NO_FOLDS: ReadonlyMap<string, boolean> = new Map();

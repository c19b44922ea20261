import { Button } from '../design/Button.js';
import { Panel } from '../design/Panel.js';
import type { SectionState } from '../state/use-kept-state.js';
import { withNewRoute } from './edit-project.js';
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

/** The routes in the order in which they are asked, and what takes the rest. */
export function RoutesPanel({ project, report, pointed, change }: RoutesPanelProps) {
  const { routes, versions, rest } = project;
  return (
    <Panel
      title="Routes"
      actions={<Button onClick={() => change('the routes', withNewRoute)}>Add a route</Button>}
    >
      <ol className={styles['routes']}>
        {routes.map((route, place) => (
          <li key={route.id}>
            <RouteCard
              route={route}
              place={place}
              count={routes.length}
              versions={versions}
              report={report?.routes[place] ?? null}
              marks={
                pointed?.route === place ? (report?.rules?.[pointed.place]?.parts ?? NO_PARTS) : NO_PARTS
              }
              change={change}
            />
          </li>
        ))}
      </ol>
      <div className={styles['card']}>
        <h3>the rest</h3>
        <p className={styles['faint']}>all requests that no route takes</p>
        <Percents
          of="the rest"
          versions={versions}
          percents={rest}
          onChange={(percents) =>
            change('the weights of the rest', (before) => ({ ...before, rest: percents }))
          }
        />
      </div>
    </Panel>
  );
}

const NO_PARTS: readonly never[] = [];

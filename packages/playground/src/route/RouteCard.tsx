import type { Span } from '@lamia/lang';
import { Button } from '../design/Button.js';
import { Field } from '../design/Field.js';
import type { SectionState } from '../state/use-kept-state.js';
import { withoutRoute, withRoute, withRouteMoved } from './edit-project.js';
import { nameProblem } from './name-problem.js';
import type { RouteDraft, RouteProject } from './project.js';
import { routeSign } from './report/route-sign.js';
import type { RouteReport } from './report/rules-report.js';
import { sharesText } from './report/shares-text.js';
import { RouteFields } from './RouteFields.js';
import styles from './RouteView.module.css';

interface RouteCardProps {
  readonly route: RouteDraft;
  readonly place: number;
  readonly routes: readonly RouteDraft[];
  readonly versions: readonly string[];
  readonly report: RouteReport | null;
  /** What a rule that is pointed at came from. */
  readonly marks: readonly Span[];
  readonly isFolded: boolean;
  readonly onFold: (isFolded: boolean) => void;
  readonly change: SectionState<RouteProject>['change'];
}

/** One route: a line with its name and what it says, and below it, unless it is folded, all that can be changed. */
export function RouteCard({
  route,
  place,
  routes,
  versions,
  report,
  marks,
  isFolded,
  onFold,
  change,
}: RouteCardProps) {
  const { id, name, condition } = route;
  const ordinal = place + 1;
  const set = (what: string, part: Partial<RouteDraft>): void =>
    change(`${what} of ${name}`, (before) => withRoute(before, id, part));
  const sign = routeSign(report);
  return (
    <article className={styles['card']} aria-label={`route ${ordinal}`}>
      <div className={`${styles['cardHead'] ?? ''} ${isFolded ? (styles['folded'] ?? '') : ''}`}>
        <Button
          look="plain"
          label={isFolded ? `open ${name}` : `fold ${name}`}
          expanded={!isFolded}
          onClick={() => onFold(!isFolded)}
        >
          <span aria-hidden="true">{isFolded ? '▸' : '▾'}</span>
        </Button>
        {isFolded ? (
          <div className={styles['line']}>
            <strong>{name}</strong>{' '}
            <span className={styles['faint']}>{sharesText(versions, route.percents)}</span>{' '}
            {sign !== null && <span className={styles[sign.severity]}>{sign.text}</span>}
            <code>{condition.trim().replace(/\s+/g, ' ')}</code>
          </div>
        ) : (
          <Field label={`name of route ${ordinal}`} problem={nameProblem(routes, place)}>
            {(attributes) => (
              <input
                {...attributes}
                value={name}
                spellCheck={false}
                onChange={(event) => set('the name', { name: event.target.value })}
              />
            )}
          </Field>
        )}
        <div className={styles['moves']}>
          <Button
            look="plain"
            label={`ask ${name} earlier`}
            unavailable={place === 0 ? 'it is the first already' : null}
            onClick={() => change('the order', (before) => withRouteMoved(before, id, -1))}
          >
            ↑
          </Button>
          <Button
            look="plain"
            label={`ask ${name} later`}
            unavailable={ordinal === routes.length ? 'it is the last already' : null}
            onClick={() => change('the order', (before) => withRouteMoved(before, id, 1))}
          >
            ↓
          </Button>
          <Button
            look="plain"
            label={`remove ${name}`}
            onClick={() => change('the routes', (before) => withoutRoute(before, id))}
          >
            ✕
          </Button>
        </div>
      </div>
      {!isFolded && <RouteFields {...{ route, ordinal, versions, report, marks, set }} />}
    </article>
  );
}

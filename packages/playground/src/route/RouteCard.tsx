import type { ServiceContext, Span } from '@lamia/lang';
import { useMemo, useState } from 'react';
import { Button } from '../design/Button.js';
import { Field } from '../design/Field.js';
import { Tabs } from '../design/Tabs.js';
import { Editor } from '../editor/Editor.js';
import type { SectionState } from '../state/use-kept-state.js';
import { Builder } from './builder/Builder.js';
import { withoutRoute, withRoute, withRouteMoved } from './edit-project.js';
import { Percents } from './Percents.js';
import type { RouteDraft, RouteProject } from './project.js';
import type { RouteReport } from './report/rules-report.js';
import styles from './RouteView.module.css';

interface RouteCardProps {
  readonly route: RouteDraft;
  readonly place: number;
  readonly count: number;
  readonly versions: readonly string[];
  readonly report: RouteReport | null;
  /** What a rule that is pointed at came from. */
  readonly marks: readonly Span[];
  readonly change: SectionState<RouteProject>['change'];
}

const CONTEXT: ServiceContext = { kind: 'condition' };
/** Said of a route by the routes before it; what its text says by itself stands below the text. */
const OF_ORDER: ReadonlySet<string> = new Set([
  'covered-route',
  'overlapping-routes',
  'too-many-rules',
  'raw-acl',
]);
const TABS = [
  { name: 'text', title: 'Text' },
  { name: 'builder', title: 'Builder' },
];

/** One route: its name, its weights, and its condition as text or as groups. */
export function RouteCard({ route, place, count, versions, report, marks, change }: RouteCardProps) {
  const [tab, setTab] = useState('text');
  const { id, name, condition, percents } = route;
  const ordinal = place + 1;
  const set = (what: string, part: Partial<RouteDraft>): void =>
    change(`${what} of ${name}`, (before) => withRoute(before, id, part));
  const looks = useMemo(() => marks.map((span) => ({ ...span, look: 'source' as const })), [marks]);
  const canonical = report?.canonical ?? null;
  return (
    <article className={styles['card']} aria-label={`route ${ordinal}`}>
      <div className={styles['cardHead']}>
        <Field label={`name of route ${ordinal}`}>
          {(attributes) => (
            <input
              {...attributes}
              value={name}
              spellCheck={false}
              onChange={(event) => set('the name', { name: event.target.value })}
            />
          )}
        </Field>
        <div className={styles['buttons']}>
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
            unavailable={place === count - 1 ? 'it is the last already' : null}
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
      <Tabs label={`condition of route ${ordinal}`} tabs={TABS} selected={tab} onSelect={setTab}>
        <div className={styles['tab']}>
          {tab === 'text' ? (
            <Editor
              label={`condition of route ${ordinal}`}
              value={condition}
              onChange={(text) => set('the condition', { condition: text })}
              context={CONTEXT}
              marks={looks}
              lines={4}
            />
          ) : (
            <Builder
              of={`route ${ordinal}`}
              text={condition}
              onChange={(text) => set('the condition', { condition: text })}
            />
          )}
        </div>
      </Tabs>
      {canonical !== null && canonical !== condition.trim() && (
        <div className={styles['canonical']}>
          <span className={styles['faint']}>in one form:</span> <code>{canonical}</code>
          <Button
            look="plain"
            label={`use it: write ${name} in this form`}
            onClick={() => set('the condition', { condition: canonical })}
          >
            use it
          </Button>
        </div>
      )}
      <Percents
        of={name}
        versions={versions}
        percents={percents}
        onChange={(next) => set('the weights', { percents: next })}
      />
      <ul className={styles['findings']} aria-label={`what the order does to route ${ordinal}`}>
        {(report?.diagnostics ?? [])
          .filter(({ code }) => OF_ORDER.has(code))
          .map(({ code, severity, message }) => (
            <li key={`${code} ${message}`} className={styles[severity]}>
              {message}
            </li>
          ))}
      </ul>
    </article>
  );
}

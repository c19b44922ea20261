import type { ServiceContext, Span } from '@lamia/lang';
import { useMemo, useState } from 'react';
import { Button } from '../design/Button.js';
import { Tabs } from '../design/Tabs.js';
import { Editor } from '../editor/Editor.js';
import { Builder } from './builder/Builder.js';
import { conditionLines } from './condition-lines.js';
import { MirrorField } from './MirrorField.js';
import { Percents } from './Percents.js';
import type { RouteDraft } from './project.js';
import type { RouteReport } from './report/rules-report.js';
import styles from './RouteView.module.css';
import { useWide } from './use-wide.js';

interface RouteFieldsProps {
  readonly route: RouteDraft;
  readonly ordinal: number;
  readonly versions: readonly string[];
  readonly report: RouteReport | null;
  readonly marks: readonly Span[];
  readonly set: (what: string, part: Partial<RouteDraft>) => void;
}

const CONTEXT: ServiceContext = { kind: 'condition' };
/** Said of a route by the routes before it; what its text says by itself stands below the text. */
const OF_ORDER: ReadonlySet<string> = new Set([
  'covered-route',
  'overlapping-routes',
  'too-many-rules',
  'raw-acl',
]);
/** Letters of an editor's line, about. */
const COLUMNS = { wide: 60, narrow: 28 };
const TABS = [
  { name: 'text', title: 'Text' },
  { name: 'builder', title: 'Builder' },
];

/** A route's condition as text or as groups, its weights and its copies. */
export function RouteFields({ route, ordinal, versions, report, marks, set }: RouteFieldsProps) {
  const isWide = useWide();
  const [tab, setTab] = useState('text');
  const { name, condition, percents, mirror } = route;
  const looks = useMemo(() => marks.map((span) => ({ ...span, look: 'source' as const })), [marks]);
  const canonical = report?.canonical ?? null;
  return (
    <>
      <Tabs label={`condition of route ${ordinal}`} tabs={TABS} selected={tab} onSelect={setTab}>
        <div className={styles['tab']}>
          {tab === 'text' ? (
            <Editor
              label={`condition of route ${ordinal}`}
              value={condition}
              onChange={(text) => set('the condition', { condition: text })}
              context={CONTEXT}
              marks={looks}
              lines={conditionLines(condition, isWide ? COLUMNS.wide : COLUMNS.narrow)}
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
      <div className={styles['weights']}>
        <Percents
          of={name}
          versions={versions}
          percents={percents}
          onChange={(next) => set('the weights', { percents: next })}
        />
        <MirrorField
          of={name}
          versions={versions}
          mirror={mirror}
          onChange={(next) => set('the copies', { mirror: next })}
        />
      </div>
      <ul className={styles['findings']} aria-label={`what the order does to route ${ordinal}`}>
        {(report?.diagnostics ?? [])
          .filter(({ code }) => OF_ORDER.has(code))
          .map(({ code, severity, message }) => (
            <li key={`${code} ${message}`} className={styles[severity]}>
              {message}
            </li>
          ))}
      </ul>
    </>
  );
}

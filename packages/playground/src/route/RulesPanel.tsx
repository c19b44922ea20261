import { requestText } from '@lamia/lang';
import { Button } from '../design/Button.js';
import { EmptyState } from '../design/EmptyState.js';
import { Notice } from '../design/Notice.js';
import { Panel } from '../design/Panel.js';
import { REST, type RouteProject } from './project.js';
import type { RuleReport, RulesReport } from './report/rules-report.js';
import styles from './RouteView.module.css';
import type { PointedRule } from './RouteView.js';
import type { RequestToKeep } from './TesterPanel.js';
import { requestName } from './requests/requests-read.js';

interface RulesPanelProps {
  readonly project: RouteProject;
  readonly report: RulesReport | null;
  /** False while the report is of texts that have changed since. */
  readonly isCurrent: boolean;
  readonly phase: 'working' | 'done' | 'late' | 'failed';
  readonly message: string;
  readonly onPoint: (rule: PointedRule | null) => void;
  readonly onKeep: (requests: readonly RequestToKeep[]) => void;
}

/** The rules that the routes come to: the first that matches decides, and each alternative of an `or` is one. */
export function RulesPanel({ project, report, isCurrent, phase, message, onPoint, onKeep }: RulesPanelProps) {
  const left = project.routes.filter((_, place) => report?.routes[place]?.isCompared === false);
  return (
    <Panel title="Rules">
      {(phase === 'late' || phase === 'failed') && (
        <Notice tone="bad">
          the routes were not compared: {message}. Say less in one condition, or split it into routes
        </Notice>
      )}
      {isCurrent && left.length > 0 && (
        <Notice tone="wait">
          without {left.map(({ name }) => name).join(', ')}: a condition with errors or raw ACLs has no rules
        </Notice>
      )}
      {isCurrent &&
        report?.findings.map(({ code, message: said }) => (
          <Notice key={code} tone="bad">
            {said}
          </Notice>
        ))}
      {report === null ? (
        <p className={styles['faint']}>comparing the routes …</p>
      ) : report.rules === null ? (
        <EmptyState title="no rules">what stands in their way is said at the route</EmptyState>
      ) : (
        <ol className={styles['rules']} aria-label="rules in order" aria-busy={!isCurrent}>
          {report.rules.map((rule, place) => (
            <RuleRow
              key={`${rule.route} ${rule.tests.join(' ')}`}
              {...{ rule, place, project, onPoint, onKeep }}
            />
          ))}
        </ol>
      )}
    </Panel>
  );
}

interface RuleRowProps {
  readonly rule: RuleReport;
  readonly place: number;
  readonly project: RouteProject;
  readonly onPoint: RulesPanelProps['onPoint'];
  readonly onKeep: RulesPanelProps['onKeep'];
}

function RuleRow({ rule, place, project, onPoint, onKeep }: RuleRowProps) {
  const route = project.routes[rule.route];
  const name = route?.name ?? 'the rest';
  const { example } = rule;
  const point = (): void => onPoint({ place, route: rule.route });
  return (
    <li
      className={styles['rule']}
      onMouseEnter={point}
      onMouseLeave={() => onPoint(null)}
      onFocus={point}
      onBlur={() => onPoint(null)}
    >
      <div className={styles['ruleTests']}>
        {rule.tests.length === 0 ? (
          <span className={styles['faint']}>everything else</span>
        ) : (
          rule.tests.map((test) => <code key={test}>{test}</code>)
        )}
      </div>
      <div className={styles['ruleFoot']}>
        <span>→ {name}</span>
        {rule.reach === 'unreachable' && (
          <span className={styles['warning']}>nothing reaches it: earlier rules take all its requests</span>
        )}
        {rule.reach === 'unknown' && <span className={styles['faint']}>no request for it was found</span>}
        {example !== null && (
          <>
            <code className={styles['example']}>{requestText(example)}</code>
            <Button
              look="plain"
              label={`save a request for rule ${place + 1}`}
              onClick={() =>
                onKeep([{ name: requestName(example), request: example, expected: route?.id ?? REST }])
              }
            >
              save
            </Button>
          </>
        )}
      </div>
    </li>
  );
}

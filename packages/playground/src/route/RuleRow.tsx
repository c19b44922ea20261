import { requestText } from '@lamia/lang';
import { Button } from '../design/Button.js';
import { REST } from './project.js';
import type { RuleReport } from './report/rules-report.js';
import { requestName } from './requests/requests-read.js';
import styles from './RouteView.module.css';
import type { PointedRule } from './RouteView.js';
import type { RequestToKeep } from './TesterPanel.js';

interface RuleRowProps {
  readonly rule: RuleReport;
  readonly place: number;
  /** Null for the rest. */
  readonly routeId: string | null;
  readonly onPoint: (rule: PointedRule | null) => void;
  readonly onKeep: (requests: readonly RequestToKeep[]) => void;
}

/** One rule: its tests, and a request that it is the first to match. */
export function RuleRow({ rule, place, routeId, onPoint, onKeep }: RuleRowProps) {
  const { example, reach, tests } = rule;
  const point = (): void => onPoint({ place, route: rule.route });
  return (
    <div
      className={styles['rule']}
      onMouseEnter={point}
      onMouseLeave={() => onPoint(null)}
      onFocus={point}
      onBlur={() => onPoint(null)}
    >
      <span className={styles['faint']}>{place + 1}</span>
      <div className={styles['ruleText']}>
        {tests.length === 0 ? (
          <span className={styles['faint']}>everything else</span>
        ) : (
          tests.map((test) => <code key={test}>{test}</code>)
        )}
        {reach === 'unreachable' && (
          <span className={styles['warning']}>nothing reaches it: earlier rules take all its requests</span>
        )}
        {reach === 'unknown' && <span className={styles['faint']}>no request for it was found</span>}
        {example !== null && <code className={styles['example']}>{requestText(example)}</code>}
      </div>
      {example !== null && (
        <Button
          look="plain"
          label={`save a request for rule ${place + 1}`}
          onClick={() =>
            onKeep([{ name: requestName(example), request: example, expected: routeId ?? REST }])
          }
        >
          save
        </Button>
      )}
    </div>
  );
}

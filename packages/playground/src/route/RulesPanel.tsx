import { useState } from 'react';
import { Button } from '../design/Button.js';
import { EmptyState } from '../design/EmptyState.js';
import { Notice } from '../design/Notice.js';
import { Panel } from '../design/Panel.js';
import type { RulesSeen } from './report/last-good.js';
import { rulesSaid } from './report/rules-said.js';
import { RouteOfRules } from './RouteOfRules.js';
import { RuleRow } from './RuleRow.js';
import styles from './RouteView.module.css';
import type { PointedRule } from './RouteView.js';
import type { RequestToKeep } from './TesterPanel.js';

interface RulesPanelProps {
  /** Null until there are any. */
  readonly seen: RulesSeen | null;
  /** Whose conditions have an error now. */
  readonly broken: readonly string[];
  /** False while the rules are of texts that have changed since. */
  readonly isCurrent: boolean;
  readonly phase: 'working' | 'done' | 'late' | 'failed';
  readonly message: string;
  readonly pointed: PointedRule | null;
  readonly onPoint: (rule: PointedRule | null) => void;
  readonly onKeep: (requests: readonly RequestToKeep[]) => void;
}

/** So many rules are drawn at once; who wants more of them says so. */
const MOST_SHOWN = 60;

/** The rules that the routes come to: the first that matches decides, and each alternative of an `or` is one. */
export function RulesPanel({
  seen,
  broken,
  isCurrent,
  phase,
  message,
  pointed,
  onPoint,
  onKeep,
}: RulesPanelProps) {
  const [showsAll, setShowsAll] = useState(false);
  const said = rulesSaid(seen, broken);
  const rules = seen?.report.rules ?? [];
  const shown = showsAll ? rules : rules.slice(0, MOST_SHOWN);
  return (
    <Panel title="Rules">
      {(phase === 'late' || phase === 'failed') && (
        <Notice tone="bad">
          the routes were not compared: {message}. Say less in one condition, or split it into routes
        </Notice>
      )}
      {isCurrent &&
        seen?.report.findings.map(({ code, message: finding }) => (
          <Notice key={code} tone="bad">
            {finding}
          </Notice>
        ))}
      {/* Always a line, so that nothing moves when it has something else to say. */}
      <p role="status" aria-label="state of the rules" className={styles[said.isNews ? 'warning' : 'faint']}>
        {said.text}
      </p>
      {seen !== null && seen.report.rules === null && (
        <EmptyState title="no rules">what stands in their way is said at the route</EmptyState>
      )}
      {seen !== null && rules.length > 0 && (
        <ol className={styles['rules']} aria-label="rules in order" aria-busy={!isCurrent}>
          {shown.map((rule, place) => (
            <li key={`${rule.route} ${rule.tests.join(' ')}`}>
              {rules[place - 1]?.route !== rule.route && (
                <RouteOfRules project={seen.project} rules={rules} route={rule.route} pointed={pointed} />
              )}
              <RuleRow
                {...{ rule, place, onKeep }}
                routeId={seen.project.routes[rule.route]?.id ?? null}
                onPoint={onPoint}
              />
            </li>
          ))}
        </ol>
      )}
      {rules.length > shown.length && (
        <Button onClick={() => setShowsAll(true)}>Show all {rules.length} rules</Button>
      )}
    </Panel>
  );
}

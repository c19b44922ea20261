import { conditionMap, numbersText } from './report/condition-map.js';
import type { RoutesToRead } from './report/routes-read.js';
import type { RuleReport } from './report/rules-report.js';
import { sharesText } from './report/shares-text.js';
import styles from './RouteView.module.css';
import type { PointedRule } from './RouteView.js';

interface RouteOfRulesProps {
  readonly project: RoutesToRead;
  readonly rules: readonly RuleReport[];
  /** That of the rest is behind the last. */
  readonly route: number;
  readonly pointed: PointedRule | null;
}

/** Above the rules of a route: where they send requests, and which part of its condition became which of them. */
export function RouteOfRules({ project, rules, route, pointed }: RouteOfRulesProps) {
  const draft = project.routes[route];
  const own = rules.flatMap(({ route: of, parts }, place) =>
    of === route ? [{ number: place + 1, parts }] : [],
  );
  return (
    <div className={styles['ofRules']}>
      <p>
        <strong>{draft?.name ?? 'the rest'}</strong>{' '}
        <span className={styles['faint']}>
          {sharesText(project.versions, draft?.percents ?? project.rest)}
          {own.length > 1 && `, ${own.length} alternatives`}
        </span>
      </p>
      {draft !== undefined && own.length > 1 && (
        <pre className={styles['map']} aria-label={`which part of ${draft.name} became which rule`}>
          {conditionMap(draft.condition, own).map(({ start, text, rules: numbers }) =>
            numbers.length === 0 ? (
              <span key={start} className={styles['faint']}>
                {text}
              </span>
            ) : (
              <mark
                key={start}
                className={
                  pointed !== null && numbers.includes(pointed.place + 1) ? styles['pointed'] : undefined
                }
              >
                <sup>{numbersText(numbers)}</sup>
                {text}
              </mark>
            ),
          )}
        </pre>
      )}
    </div>
  );
}

import type { MatchTrace } from '@lamia/lang';
import { Notice } from '../design/Notice.js';
import type { RouteProject } from './project.js';
import type { Answer, RouteAnswer } from './report/answers.js';
import { decidingTests, foundText } from './report/deciding-tests.js';
import { sharesText } from './report/shares-text.js';
import styles from './RouteView.module.css';

interface AnswerViewProps {
  readonly project: RouteProject;
  /** Null while it is not known yet. */
  readonly answer: Answer | null;
}

/** Where a request goes, by which rule, and why no other route has it. */
export function AnswerView({ project, answer }: AnswerViewProps) {
  if (answer === null) return <p className={styles['faint']}>trying the request …</p>;
  const { routes, versions, rest, restMirror } = project;
  const taking = answer.route === null ? undefined : routes[answer.route];
  const mirror = answer.route === null ? null : taking === undefined ? restMirror : taking.mirror;
  return (
    <div className={styles['answer']}>
      <p role="status" aria-label="where the request goes" className={styles['goes']}>
        {answer.route === null
          ? 'unknown where it goes, since an earlier route is'
          : `goes to ${taking?.name ?? 'the rest'}${answer.rule === null ? '' : ` by rule ${answer.rule + 1}`}: ${sharesText(versions, taking?.percents ?? rest)}${mirror === null ? '' : `, and copies of ${mirror.percent} % to ${mirror.version}`}`}
      </p>
      {!answer.isServed && (
        <Notice tone="wait">the gateway does not answer for this host: it names others</Notice>
      )}
      {answer.notPlain !== null && (
        <Notice tone="wait">data planes may differ on this request, since {answer.notPlain}</Notice>
      )}
      <ol className={styles['verdicts']} aria-label="what each route makes of the request">
        {routes.map((route, place) => {
          const own = answer.routes[place];
          return own === undefined ? null : <Verdict key={route.id} name={route.name} answer={own} />;
        })}
      </ol>
    </div>
  );
}

const VERDICTS: Readonly<Record<RouteAnswer['verdict'], string>> = {
  taken: 'takes it',
  earlier: 'would take it, but an earlier route has',
  no: 'does not match',
  unknown: 'cannot be told',
};

function Verdict({ name, answer }: { readonly name: string; readonly answer: RouteAnswer }) {
  const { verdict, trace, rules } = answer;
  return (
    <li className={styles['verdict']}>
      <p>
        <strong>{name}</strong>{' '}
        <span className={verdict === 'taken' ? styles['good'] : styles['faint']}>{VERDICTS[verdict]}</span>
      </p>
      {trace !== null && <Why trace={trace} />}
      {rules.length > 1 && (
        <details>
          <summary>its {rules.length} rules</summary>
          <ul>
            {rules.map(({ place, trace: rule }) => (
              <li key={place}>
                rule {place + 1} {rule.matches ? 'matches' : 'does not match'}:{' '}
                {rule.all.map((each, index) => (
                  <span key={index}>
                    {index > 0 && ', '}
                    <code>{each.text}</code> {each.value === null ? 'is missing' : JSON.stringify(each.value)}{' '}
                    <span className={each.matches ? styles['good'] : styles['bad']}>
                      {each.matches ? '✓' : '✗'}
                    </span>
                  </span>
                ))}
              </li>
            ))}
          </ul>
        </details>
      )}
    </li>
  );
}

function Why({ trace }: { readonly trace: MatchTrace }) {
  return (
    <ul className={styles['why']}>
      {decidingTests(trace).map((test) => (
        <li key={`${test.start} ${test.end}`}>
          <code>{test.text}</code>{' '}
          <span className={test.matches ? styles['good'] : styles['faint']}>{foundText(test)}</span>
        </li>
      ))}
    </ul>
  );
}

import { requestText } from '@lamia/lang';
import { Button } from '../design/Button.js';
import { EmptyState } from '../design/EmptyState.js';
import { Panel } from '../design/Panel.js';
import type { SectionState } from '../state/use-kept-state.js';
import { REST, type RouteProject, type SavedRequest } from './project.js';
import { withCoveringRequests } from './cover-rules.js';
import type { Answer } from './report/answers.js';
import type { RulesReport } from './report/rules-report.js';
import { savedRows, savedSummary, type SavedRow } from './report/saved-rows.js';
import { requestForm } from './requests/form.js';
import styles from './RouteView.module.css';

interface SavedPanelProps {
  readonly project: RouteProject;
  readonly answers: readonly Answer[] | null;
  readonly report: RulesReport | null;
  readonly change: SectionState<RouteProject>['change'];
}

/** Requests with the route that is to take them: green or red with every edit of a condition. */
export function SavedPanel({ project, answers, report, change }: SavedPanelProps) {
  const rows = savedRows(project, answers);
  const rules = report?.rules ?? null;
  const look = rows.some(({ state }) => state === 'red')
    ? 'bad'
    : rows.every(({ state }) => state === 'green')
      ? 'good'
      : 'faint';
  const set = (what: string, next: (saved: readonly SavedRequest[]) => readonly SavedRequest[]): void =>
    change(what, (before) => ({ ...before, saved: next(before.saved) }));
  return (
    <Panel
      title="Saved requests"
      actions={
        <Button
          unavailable={rules === null ? 'there are no rules yet' : null}
          onClick={() =>
            rules !== null && change('the saved requests', (before) => withCoveringRequests(before, rules))
          }
        >
          Add one for every rule
        </Button>
      }
    >
      {rows.length === 0 ? (
        <EmptyState title="no saved requests">
          save the request of the tester, or let one be made for every rule
        </EmptyState>
      ) : (
        <>
          <p role="status" className={styles[look]}>
            {savedSummary(rows)}
          </p>
          <ul className={styles['saved']} aria-label="saved requests">
            {rows.map((row) => (
              <Row key={row.saved.id} row={row} project={project} set={set} change={change} />
            ))}
          </ul>
        </>
      )}
    </Panel>
  );
}

const SIGNS: Readonly<Record<SavedRow['state'], string>> = {
  green: '✓',
  red: '✗',
  unknown: '?',
  waiting: '…',
};
const LOOKS: Readonly<Record<SavedRow['state'], string>> = {
  ...{ green: 'good', red: 'bad', unknown: 'warning', waiting: 'faint' },
};

interface RowProps {
  readonly row: SavedRow;
  readonly project: RouteProject;
  readonly set: (what: string, next: (saved: readonly SavedRequest[]) => readonly SavedRequest[]) => void;
  readonly change: SavedPanelProps['change'];
}

function Row({ row, project, set, change }: RowProps) {
  const { saved, state } = row;
  const isKnown = row.expected !== null;
  return (
    <li className={`${styles['savedRow'] ?? ''} ${state === 'red' ? (styles['isRed'] ?? '') : ''}`}>
      <span className={styles[LOOKS[state]]} aria-hidden="true">
        {SIGNS[state]}
      </span>
      <div className={styles['savedText']}>
        <strong>{saved.name}</strong>
        <code className={styles['example']} title={requestText(saved.request)}>
          {requestText(saved.request)}
        </code>
        <span className={styles[LOOKS[state]]}>{verdictText(row)}</span>
      </div>
      <label className={styles['expects']}>
        <span className="visually-hidden">expected route of {saved.name}</span>
        <select
          value={saved.expected}
          onChange={(event) => {
            const expected = event.target.value;
            set('an expected route', (before) =>
              before.map((each) => (each.id === saved.id ? { ...each, expected } : each)),
            );
          }}
        >
          {!isKnown && <option value={saved.expected}>a route that is gone</option>}
          {project.routes.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
          <option value={REST}>the rest</option>
        </select>
      </label>
      <div className={styles['buttons']}>
        <Button
          look="plain"
          label={`try ${saved.name}`}
          onClick={() =>
            change('the tester', (before) => ({
              ...before,
              tester: { ...before.tester, entry: 'form', form: requestForm(saved.request) },
            }))
          }
        >
          try
        </Button>
        <Button
          look="plain"
          label={`remove ${saved.name}`}
          onClick={() => set('the saved requests', (before) => before.filter(({ id }) => id !== saved.id))}
        >
          ✕
        </Button>
      </div>
    </li>
  );
}

function verdictText({ state, expected, actual }: SavedRow): string {
  switch (state) {
    case 'green':
      return `goes to ${actual ?? ''}, as expected`;
    case 'red':
      return `goes to ${actual ?? ''} instead of ${expected ?? 'a route that is gone'}`;
    case 'unknown':
      return 'unknown, since an earlier route is';
    case 'waiting':
      return 'is being tried';
  }
}

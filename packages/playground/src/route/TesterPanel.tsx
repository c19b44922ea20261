import { useState } from 'react';
import { Button } from '../design/Button.js';
import { Field } from '../design/Field.js';
import { Panel } from '../design/Panel.js';
import { Tabs } from '../design/Tabs.js';
import type { SectionState } from '../state/use-kept-state.js';
import { AnswerView } from './AnswerView.js';
import { REST, type RouteProject } from './project.js';
import type { Answer } from './report/answers.js';
import { RequestFormFields } from './RequestFormFields.js';
import { requestForm } from './requests/form.js';
import type { NamedRequest, RequestsRead } from './requests/requests-read.js';
import styles from './RouteView.module.css';

interface TesterPanelProps {
  readonly project: RouteProject;
  readonly tried: RequestsRead;
  /** In the order of the requests; null while they are not known yet. */
  readonly answers: readonly Answer[] | null;
  readonly change: SectionState<RouteProject>['change'];
  readonly onKeep: (requests: readonly RequestToKeep[]) => void;
}

/** A request, and the id of the route that it goes to. */
export interface RequestToKeep extends Pick<NamedRequest, 'name' | 'request'> {
  readonly expected: string;
}

const TABS = [
  { name: 'text', title: 'curl, HTTP or HAR' },
  { name: 'form', title: 'Form' },
];
const NONE: readonly NamedRequest[] = [];

/** Requests to try: pasted or filled in, with where they go and why. */
export function TesterPanel({ project, tried, answers, change, onKeep }: TesterPanelProps) {
  const [wanted, setWanted] = useState(0);
  const { tester, routes } = project;
  const requests = tried.ok ? tried.requests : NONE;
  const place = wanted < requests.length ? wanted : 0;
  const chosen = requests[place] ?? null;
  const answer = answers?.[place] ?? null;
  const set = (part: Partial<RouteProject['tester']>): void =>
    change('the tester', (before) => ({ ...before, tester: { ...before.tester, ...part } }));
  // What is kept is expected to go where it goes now.
  const toKeep = requests.map(({ name, request }, index) => ({
    name,
    request,
    expected: routes[answers?.[index]?.route ?? routes.length]?.id ?? REST,
  }));
  const whyNot =
    chosen === null ? 'there is no request to save' : answers === null ? 'it is being tried' : null;
  return (
    <Panel
      title="Try a request"
      actions={
        <>
          <Button unavailable={whyNot} onClick={() => onKeep(toKeep.slice(place, place + 1))}>
            Save it
          </Button>
          {requests.length > 1 && (
            <Button unavailable={whyNot} onClick={() => onKeep(toKeep)}>
              Save all {requests.length}
            </Button>
          )}
        </>
      }
    >
      <Tabs
        label="how the request is given"
        tabs={TABS}
        selected={tester.entry}
        onSelect={(name) =>
          set(
            name === 'form'
              ? { entry: 'form', ...(chosen !== null && { form: requestForm(chosen.request) }) }
              : { entry: 'text' },
          )
        }
      >
        <div className={styles['tab']}>
          {tester.entry === 'text' ? (
            <Field label="a curl command, an HTTP request or a HAR" problem={tried.ok ? null : tried.message}>
              {(attributes) => (
                <textarea
                  {...attributes}
                  className={styles['paste']}
                  rows={4}
                  spellCheck={false}
                  value={tester.text}
                  onChange={(event) => set({ text: event.target.value })}
                />
              )}
            </Field>
          ) : (
            <RequestFormFields form={tester.form} onChange={(form) => set({ form })} />
          )}
        </div>
      </Tabs>
      {requests.length > 1 && (
        <Field label={`which of the ${requests.length} requests`}>
          {(attributes) => (
            <select {...attributes} value={place} onChange={(event) => setWanted(Number(event.target.value))}>
              {requests.map(({ name }, index) => (
                <option key={index} value={index}>
                  {name.slice(0, 100)}
                </option>
              ))}
            </select>
          )}
        </Field>
      )}
      {chosen?.notes.map((note) => (
        <p key={note} className={styles['faint']}>
          {note}
        </p>
      ))}
      {chosen !== null && <AnswerView project={project} answer={answer} />}
    </Panel>
  );
}

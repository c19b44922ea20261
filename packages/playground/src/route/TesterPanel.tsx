import type { RequestInput } from '@lamia/lang';
import { requestText } from '@lamia/lang';
import { useState } from 'react';
import { Button } from '../design/Button.js';
import { Field } from '../design/Field.js';
import { Notice } from '../design/Notice.js';
import { Panel } from '../design/Panel.js';
import { Tabs } from '../design/Tabs.js';
import type { SectionState } from '../state/use-kept-state.js';
import { AnswerView } from './AnswerView.js';
import { REST, type RouteProject } from './project.js';
import type { Answer } from './report/answers.js';
import { RequestFormFields } from './RequestFormFields.js';
import { requestForm } from './requests/form.js';
import styles from './RouteView.module.css';
import type { TriedRequest } from './tried-request.js';

interface TesterPanelProps {
  readonly project: RouteProject;
  readonly tried: TriedRequest;
  readonly answer: Answer | null;
  readonly change: SectionState<RouteProject>['change'];
  readonly onKeep: (request: RequestInput, expected: string, name?: string) => void;
}

const TABS = [
  { name: 'text', title: 'curl, HTTP or HAR' },
  { name: 'form', title: 'Form' },
];

/** A request to try: pasted or filled in, with where it goes and why. */
export function TesterPanel({ project, tried, answer, change, onKeep }: TesterPanelProps) {
  const { tester, routes } = project;
  const { request, all, problem } = tried;
  const set = (part: Partial<RouteProject['tester']>): void =>
    change('the tester', (before) => ({ ...before, tester: { ...before.tester, ...part } }));
  const expected = routes[answer?.route ?? routes.length]?.id ?? REST;
  return (
    <Panel
      title="Try a request"
      actions={
        <Button
          unavailable={
            request === null ? 'there is no request to save' : answer === null ? 'it is being tried' : null
          }
          onClick={() => request !== null && onKeep(request, expected)}
        >
          Save it
        </Button>
      }
    >
      <Tabs
        label="how the request is given"
        tabs={TABS}
        selected={tester.entry}
        onSelect={(name) =>
          set(
            name === 'form'
              ? { entry: 'form', ...(request !== null && { form: requestForm(request) }) }
              : { entry: 'text' },
          )
        }
      >
        <div className={styles['tab']}>
          {tester.entry === 'text' ? (
            <Field label="a curl command, an HTTP request or a HAR" problem={problem}>
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
      {all.length > 1 && <Several tried={tried} project={project} set={set} onKeep={onKeep} />}
      {(all[0]?.notes ?? []).map((note) => (
        <p key={note} className={styles['faint']}>
          {note}
        </p>
      ))}
      {request !== null && <AnswerView project={project} answer={answer} />}
    </Panel>
  );
}

interface SeveralProps {
  readonly tried: TriedRequest;
  readonly project: RouteProject;
  readonly set: (part: Partial<RouteProject['tester']>) => void;
  readonly onKeep: TesterPanelProps['onKeep'];
}

/** A recording has many requests: one is tried, any of them can be. */
function Several({ tried: { all }, project, set, onKeep }: SeveralProps) {
  const [chosen, setChosen] = useState(0);
  const request = all[chosen]?.request ?? null;
  return (
    <Notice
      tone="plain"
      actions={
        <>
          <Button
            unavailable={request === null ? 'choose one of them' : null}
            onClick={() => request !== null && set({ entry: 'form', form: requestForm(request) })}
          >
            Try this one
          </Button>
          <Button
            onClick={() =>
              all.forEach((each) => onKeep(each.request, project.routes[0]?.id ?? REST, each.name))
            }
          >
            Save all
          </Button>
        </>
      }
    >
      <label>
        {all.length} requests; the first is tried.{' '}
        <select value={chosen} onChange={(event) => setChosen(Number(event.target.value))}>
          {all.map(({ request: each }, place) => (
            <option key={place} value={place}>
              {requestText(each).slice(0, 80)}
            </option>
          ))}
        </select>
      </label>
    </Notice>
  );
}

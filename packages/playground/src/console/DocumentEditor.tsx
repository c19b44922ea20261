import { useState } from 'react';
import type { Schemas } from '../../../runtime/src/client/api-types.js';
import { Button } from '../design/Button.js';
import { Field } from '../design/Field.js';
import { Notice } from '../design/Notice.js';
import { failureText } from '../runtime-api/result.js';
import { unavailable, type Status } from './acts.js';
import { ActionNotice } from './ActionNotice.js';
import styles from './console.module.css';
import { Difference } from './Difference.js';
import type { Held } from './DocumentPart.js';
import { documentText, readDocument } from './document-text.js';
import { useSession } from './session.js';
import { useAction } from './use-action.js';

interface DocumentEditorProps {
  readonly status: Status;
  /** As the runtime has it now; it may become another one while somebody writes. */
  readonly held: Held;
}

interface Draft {
  readonly text: string;
  /** What it was made from. */
  readonly rests: Held;
  readonly checked: Checked | null;
}

/** What the runtime says to a text. */
type Checked =
  | { readonly kind: 'fine' }
  | { readonly kind: 'wrong'; readonly why: string; readonly diagnostics: readonly Found[] };
type Found = Pick<Schemas['Diagnostic'], 'severity' | 'message' | 'line' | 'column'>;

/** A gateway's document as YAML: it is checked before it is saved, and what would change is shown. */
export default function DocumentEditor({ status, held }: DocumentEditorProps) {
  const { client, runtime } = useSession();
  const [draft, setDraft] = useState<Draft | null>(null);
  const [action, run, forget] = useAction();
  const theirs = documentText(held.document);
  const text = draft?.text ?? theirs;
  const isStale = draft !== null && draft.rests.etag !== held.etag;
  const blocked = unavailable('put', runtime.caller.role, status);

  const write = (next: string): void => {
    forget();
    setDraft({ text: next, rests: draft?.rests ?? held, checked: null });
  };

  const check = async (): Promise<void> => {
    const { signal } = new AbortController();
    const answer = await client.call('check', { path: {}, body: { source: text, kind: 'gateway' } }, signal);
    const rests = draft?.rests ?? held;
    if (answer.kind !== 'answered') {
      setDraft({ text, rests, checked: { kind: 'wrong', why: failureText(answer), diagnostics: [] } });
      return;
    }
    const diagnostics = answer.body.files.flatMap((file) => file.diagnostics);
    const why = answer.body.ok ? await runtimeSays() : (answer.body.error ?? 'the document has errors');
    setDraft({ text, rests, checked: why === null ? { kind: 'fine' } : { kind: 'wrong', why, diagnostics } });
  };

  /** What only this runtime knows: other gateways, upstreams, what it runs. Null where it would take it, or nobody may ask. */
  const runtimeSays = async (): Promise<string | null> => {
    const read = readDocument(text);
    if (!read.ok) return read.why;
    if (blocked !== null) return null;
    const answer = await put(new AbortController().signal, read.document, held.etag, { dryRun: true });
    return answer.kind === 'answered' ? null : failureText(answer);
  };

  const put = (
    signal: AbortSignal,
    document: Schemas['Gateway'],
    etag: string,
    query: { readonly dryRun?: boolean },
  ) =>
    client.call(
      'putGateway',
      { path: { name: status.name }, query, body: document, headers: { 'if-match': etag } },
      signal,
    );

  const save = async (): Promise<void> => {
    const read = readDocument(text);
    if (!read.ok || draft === null) return;
    const isDone = await run(
      (signal) => put(signal, read.document, draft.rests.etag, {}),
      'the document is saved',
    );
    if (isDone) setDraft(null);
  };

  return (
    <div className={styles['editor']}>
      <Field
        label={`The document of ${status.name}, as YAML`}
        {...(blocked === null ? {} : { hint: `it cannot be saved: ${blocked}` })}
      >
        {(attributes) => (
          <textarea
            {...attributes}
            className={styles['yaml']}
            spellCheck={false}
            rows={Math.min(32, text.split('\n').length + 1)}
            value={text}
            onChange={(event) => write(event.target.value)}
          />
        )}
      </Field>
      {draft !== null && isStale && (
        <Notice
          tone="wait"
          actions={
            <>
              <Button onClick={() => setDraft({ ...draft, rests: held, checked: null })}>keep mine</Button>
              <Button onClick={() => setDraft(null)}>take theirs</Button>
            </>
          }
        >
          somebody changed this gateway while you wrote; below is what yours changes of theirs
        </Notice>
      )}
      {draft?.checked?.kind === 'fine' && <Notice tone="good">the document is fine</Notice>}
      {draft?.checked?.kind === 'wrong' && (
        <Notice tone="bad">
          {draft.checked.why}
          <ul>
            {draft.checked.diagnostics.map(({ severity, message, line, column }) => (
              <li key={`${line}:${column} ${message}`}>
                {severity} at line {line}, column {column}: {message}
              </li>
            ))}
          </ul>
        </Notice>
      )}
      {draft !== null && draft.text !== theirs && <Difference before={theirs} after={draft.text} />}
      <ActionNotice action={action} />
      <div className={styles['buttons']}>
        {draft !== null && <Button onClick={() => setDraft(null)}>discard</Button>}
        <Button onClick={() => void check()}>check</Button>
        <Button
          look="primary"
          unavailable={blocked ?? whyNotToSave(draft, isStale)}
          onClick={() => void save()}
        >
          save document
        </Button>
      </div>
    </div>
  );
}

function whyNotToSave(draft: Draft | null, isStale: boolean): string | null {
  if (draft === null) return 'nothing is changed';
  if (isStale) return 'choose between yours and theirs first';
  if (draft.checked === null) return 'check it first';
  return draft.checked.kind === 'fine' ? null : 'the check found something';
}

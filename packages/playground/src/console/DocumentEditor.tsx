import { useState } from 'react';
import type { Schemas } from '../../../runtime/src/client/api-types.js';
import { Button } from '../design/Button.js';
import { Notice } from '../design/Notice.js';
import { Editor } from '../editor/Editor.js';
import { failureText } from '../runtime-api/result.js';
import { unavailable, type Status } from './acts.js';
import { ActionNotice } from './ActionNotice.js';
import styles from './console.module.css';
import { Difference } from './Difference.js';
import { Drafts, isStale, whyNotToSave, type Checked, type Draft } from './document-draft.js';
import type { Held } from './DocumentPart.js';
import { tellable } from './document-reader.js';
import { documentText, readDocument } from './document-text.js';
import { useSession } from './session.js';
import { StaleNotice } from './StaleNotice.js';
import { useAction, whyBusy } from './use-action.js';
import { useDocumentReader } from './use-document-reader.js';

interface DocumentEditorProps {
  readonly status: Status;
  /** As the runtime has it now; it may become another one while somebody writes. */
  readonly held: Held;
}

/** For as long as the page is open. */
const DRAFTS = new Drafts();

/** Lines of the editor: as many as the document has when it is opened, so that writing moves nothing below. */
const LINES = { least: 12, most: 36 };

/** A gateway's document as YAML: it is checked as it is written and before it is saved, and what would change is shown. */
export default function DocumentEditor({ status, held }: DocumentEditorProps) {
  const { client, runtime } = useSession();
  const { name } = status;
  const [draft, setDraft] = useState(() => DRAFTS.current(name));
  const [action, run, forget] = useAction();
  const wrong = draft?.checked?.kind === 'wrong' ? draft.checked : null;
  const reader = useDocumentReader(wrong === null || wrong.findings.length === 0 ? null : wrong.findings);
  const theirs = documentText(held.document);
  const [lines] = useState(() => Math.min(LINES.most, Math.max(LINES.least, theirs.split('\n').length + 1)));
  const text = draft?.text ?? theirs;
  const blocked = unavailable('put', runtime.caller.role, status);
  const aside = draft === null ? DRAFTS.aside(name) : null;

  const keep = (next: Draft): void => {
    DRAFTS.write(name, next);
    setDraft(next);
  };
  const write = (next: string): void => {
    // The editor tells of texts that it was given, too.
    if (next === text) return;
    forget();
    keep({ text: next, rests: draft?.rests ?? held, checked: null });
  };
  const setAside = (): void => {
    DRAFTS.setAside(name);
    setDraft(null);
  };

  const check = async (): Promise<void> => {
    const before = DRAFTS.current(name);
    const found = await checked();
    // Whoever wrote on meanwhile, or discarded it, has another text than the one that was checked.
    if (DRAFTS.current(name) === before) keep({ text, rests: draft?.rests ?? held, checked: found });
  };

  const checked = async (): Promise<Checked> => {
    const { signal } = new AbortController();
    const answer = await client.call('check', { path: {}, body: { source: text, kind: 'gateway' } }, signal);
    if (answer.kind !== 'answered') return { kind: 'wrong', why: failureText(answer), findings: [] };
    const findings = tellable(answer.body.files.flatMap((file) => file.diagnostics));
    const hasErrors = findings.some(({ severity }) => severity === 'error');
    const why = hasErrors ? 'the document has errors' : await runtimeSays();
    return why === null ? { kind: 'fine' } : { kind: 'wrong', why, findings };
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
      { path: { name }, query, body: document, headers: { 'if-match': etag } },
      signal,
    );

  const save = async (): Promise<void> => {
    const read = readDocument(text);
    if (!read.ok || draft === null) return;
    const isDone = await run(
      (signal) => put(signal, read.document, draft.rests.etag, {}),
      'the document is saved',
    );
    // What was written while it was saved is not saved.
    if (!isDone || DRAFTS.current(name) !== draft) return;
    DRAFTS.settle(name);
    setDraft(null);
  };

  return (
    <div className={styles['editor']}>
      {blocked !== null && <p className={styles['faint']}>It cannot be saved: {blocked}.</p>}
      <Editor
        label={`The document of ${name}, as YAML`}
        language="yaml"
        value={text}
        onChange={write}
        reader={reader}
        lines={lines}
      />
      {draft !== null && isStale(draft, held) && (
        <StaleNotice
          {...{ status, draft, held }}
          onKeep={() => keep({ ...draft, rests: held, checked: null })}
          onTake={setAside}
        />
      )}
      {draft?.checked?.kind === 'fine' && <Notice tone="good">the document is fine</Notice>}
      {wrong !== null && <Notice tone="bad">{wrong.why}</Notice>}
      {draft !== null && draft.text !== theirs && (
        <>
          <h3>What yours would change</h3>
          <Difference label="what would change" before={theirs} after={draft.text} />
        </>
      )}
      {aside !== null && (
        <Notice
          tone="plain"
          actions={
            <Button onClick={() => keep({ text: aside, rests: held, checked: null })}>have it back</Button>
          }
        >
          what you wrote is set aside
        </Notice>
      )}
      <ActionNotice action={action} />
      <div className={styles['buttons']}>
        {draft !== null && <Button onClick={setAside}>discard</Button>}
        <Button onClick={() => void check()}>check</Button>
        <Button
          look="primary"
          unavailable={blocked ?? whyBusy(action) ?? whyNotToSave(draft, held)}
          onClick={() => void save()}
        >
          save document
        </Button>
      </div>
    </div>
  );
}

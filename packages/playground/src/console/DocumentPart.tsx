import { lazy, Suspense } from 'react';
import type { Schemas } from '../../../runtime/src/client/api-types.js';
import { Panel } from '../design/Panel.js';
import type { Failed } from '../runtime-api/result.js';
import type { Status } from './acts.js';
import styles from './console.module.css';
import { Shown } from './Shown.js';
import { useLoaded } from './use-loaded.js';

/** With the YAML library, which only those load who look at a document. */
const DocumentEditor = lazy(() => import('./DocumentEditor.js'));

const EVERY_MS = 15_000;

/** A gateway's document as the runtime has it, and what a change of it must rest on. */
export interface Held {
  readonly document: Schemas['Gateway'];
  readonly etag: string;
}

/** The routes of a gateway with their conditions, and its whole document to be changed. */
export function DocumentPart({ status }: { readonly status: Status }) {
  const { name } = status;
  const held = useLoaded<Held>(
    name,
    async (client, signal): Promise<{ readonly kind: 'answered'; readonly body: Held } | Failed> => {
      const answer = await client.call('getGateway', { path: { name } }, signal);
      return answer.kind === 'answered'
        ? { kind: 'answered', body: { document: answer.body, etag: answer.etag ?? '*' } }
        : answer;
    },
    EVERY_MS,
  );
  return (
    <Shown of={held} what="the document">
      {(value) => (
        <>
          <Routes document={value.document} />
          <Panel title="The document">
            <Suspense fallback={<p>loading the editor …</p>}>
              <DocumentEditor status={status} held={value} />
            </Suspense>
          </Panel>
        </>
      )}
    </Shown>
  );
}

function Routes({ document }: { readonly document: Schemas['Gateway'] }) {
  const { routes } = document.spec;
  return (
    <Panel title="Routes">
      <p className={styles['faint']}>The first whose condition is met has the request.</p>
      <ol className={styles['list']} aria-label="routes in order">
        {routes.map(({ name, condition }) => (
          <li key={name}>
            <strong>{name}</strong> {condition === undefined ? 'every request' : <code>{condition}</code>}
          </li>
        ))}
      </ol>
    </Panel>
  );
}

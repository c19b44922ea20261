import { useState } from 'react';
import { Button } from '../design/Button.js';
import { Field } from '../design/Field.js';
import { Notice } from '../design/Notice.js';
import { Panel } from '../design/Panel.js';
import type { TokenKeeper } from '../runtime-api/token.js';
import styles from './console.module.css';

interface SignInProps {
  readonly keeper: TokenKeeper;
  readonly onEnter: () => void;
}

/** Asks for a token, which stays in memory unless the reader wants it kept for as long as the tab is open. */
export function SignIn({ keeper, onEnter }: SignInProps) {
  const [text, setText] = useState('');
  const [keeps, setKeeps] = useState(false);
  const wasUsed = keeper.token !== null;
  const enter = (): void => {
    keeper.use(text.trim(), keeps);
    setText('');
    onEnter();
  };
  return (
    <Panel title="This runtime wants a token">
      {wasUsed && <Notice tone="bad">the runtime does not know this token</Notice>}
      <form
        className={styles['form']}
        onSubmit={(event) => {
          event.preventDefault();
          if (text.trim() !== '') enter();
        }}
      >
        <Field label="Token" hint="it is sent to this runtime only, and forgotten with the page">
          {(attributes) => (
            <input
              {...attributes}
              type="password"
              autoComplete="off"
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
          )}
        </Field>
        <label className={styles['choice']}>
          <input type="checkbox" checked={keeps} onChange={(event) => setKeeps(event.target.checked)} />
          keep it until this tab is closed
        </label>
        <Button
          look="primary"
          onClick={enter}
          unavailable={text.trim() === '' ? 'there is no token yet' : null}
        >
          enter
        </Button>
      </form>
    </Panel>
  );
}

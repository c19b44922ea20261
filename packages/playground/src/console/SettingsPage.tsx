import { useState } from 'react';
import { chooseTheme, keptTheme, THEMES } from '../app/theme.js';
import { Button } from '../design/Button.js';
import { Field } from '../design/Field.js';
import { Panel } from '../design/Panel.js';
import styles from './console.module.css';
import { useSession } from './session.js';

/** Whom the page asks, as whom, and in which colours. */
export function SettingsPage() {
  const { runtime, keeper, live, enterAgain } = useSession();
  const [theme, setTheme] = useState(keptTheme);
  const leave = (): void => {
    keeper.forget();
    enterAgain();
  };
  return (
    <div className={styles['columns']}>
      <Panel title="Connection">
        <dl className={styles['facts']}>
          <dt>runtime</dt>
          <dd>
            lamia {runtime.version} at {location.origin}
          </dd>
          <dt>events</dt>
          <dd>{live.kind === 'lost' ? live.why : live.kind}</dd>
          <dt>you</dt>
          <dd>
            {runtime.caller.name}, {runtime.caller.role}
          </dd>
          <dt>token</dt>
          <dd>
            {keeper.token === null
              ? 'none is used'
              : keeper.isKept
                ? 'kept until this tab is closed'
                : 'in memory'}
          </dd>
        </dl>
        <Button onClick={leave} unavailable={keeper.token === null ? 'no token is used' : null}>
          forget the token
        </Button>
      </Panel>
      <Panel title="Colours">
        <Field label="Theme" hint="system follows the machine">
          {(attributes) => (
            <select
              {...attributes}
              value={theme}
              onChange={(event) => {
                const next = THEMES.find((each) => each === event.target.value) ?? 'system';
                chooseTheme(next);
                setTheme(next);
              }}
            >
              {THEMES.map((each) => (
                <option key={each}>{each}</option>
              ))}
            </select>
          )}
        </Field>
      </Panel>
    </div>
  );
}

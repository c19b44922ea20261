import { Field } from '../design/Field.js';
import { PRESETS } from './presets.js';
import type { Scenario } from './scenario.js';
import styles from './SimulateView.module.css';

interface PresetFieldProps {
  readonly scenario: Scenario;
  readonly onChange: (scenario: Scenario) => void;
}

/** Scenarios worth seeing; whatever is changed in one makes it the reader's own. */
export function PresetField({ scenario, onChange }: PresetFieldProps) {
  const text = JSON.stringify(scenario);
  const preset = PRESETS.find((each) => JSON.stringify(each.scenario) === text);
  return (
    <>
      <Field label="scenario">
        {(attributes) => (
          <select
            {...attributes}
            value={preset?.name ?? ''}
            onChange={(event) => {
              const chosen = PRESETS.find(({ name }) => name === event.target.value);
              if (chosen !== undefined) onChange(chosen.scenario);
            }}
          >
            {preset === undefined && <option value="">your own</option>}
            {PRESETS.map(({ name, title }) => (
              <option key={name} value={name}>
                {title}
              </option>
            ))}
          </select>
        )}
      </Field>
      <p className={styles['about']}>
        {preset?.about ?? 'a scenario of your own; choose one of the list to begin anew'}
      </p>
    </>
  );
}

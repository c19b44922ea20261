import { Field } from '../design/Field.js';
import styles from './Form.module.css';
import { NumberField } from '../design/NumberField.js';
import type { PlayedGate } from './protocol.js';
import { GATE_ANSWERS, LIMITS, type GateAnswer } from './scenario.js';

interface GateFieldsProps {
  readonly gates: readonly PlayedGate[];
  readonly answers: readonly GateAnswer[];
  readonly onChange: (answer: GateAnswer) => void;
}

const ANSWER_WORDS: Readonly<Record<GateAnswer['answer'], string>> = {
  none: 'nobody answers',
  open: 'it is opened',
  refuse: 'it is refused',
};

/** What is said at each gate of the gateway that is played, and how long after the release has come to it. */
export function GateFields({ gates, answers, onChange }: GateFieldsProps) {
  return (
    <div className={styles['group']}>
      {gates.map(({ name, type, at }) => {
        const usual = { gate: name, answer: type === 'webhook' ? 'open' : 'none', after: 0 } as const;
        const answer = answers.find(({ gate }) => gate === name) ?? usual;
        return (
          <fieldset key={name} className={styles['curve']}>
            <legend>
              {type === 'webhook' ? 'webhook' : 'gate'} {name}
              {name === at ? '' : ` at ${at}`}
            </legend>
            <Field label={`what happens at ${name}`}>
              {(attributes) => (
                <select
                  {...attributes}
                  value={answer.answer}
                  onChange={(event) => {
                    const chosen = GATE_ANSWERS.find((each) => each === event.target.value);
                    if (chosen !== undefined) onChange({ ...answer, answer: chosen });
                  }}
                >
                  {GATE_ANSWERS.map((each) => (
                    <option key={each} value={each}>
                      {ANSWER_WORDS[each]}
                    </option>
                  ))}
                </select>
              )}
            </Field>
            {answer.answer !== 'none' && (
              <NumberField
                label={`seconds until the answer at ${name}`}
                min={0}
                max={LIMITS.seconds.max}
                value={answer.after}
                onChange={(after) => onChange({ ...answer, after })}
              />
            )}
          </fieldset>
        );
      })}
    </div>
  );
}

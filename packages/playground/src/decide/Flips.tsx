import { numberText, type Binding, type CompiledProgram } from '@lamia/lang';
import { memo, useMemo } from 'react';
import { Button } from '../design/Button.js';
import type { DecideState } from './decide-state.js';
import { nearestFlip, type Flip } from './flips.js';
import styles from './Flips.module.css';
import { inputRows, nameOf, type Input } from './inputs.js';
import { verdictOf, type SampleOf } from './outcome.js';

interface FlipsProps {
  readonly program: CompiledProgram;
  readonly binding: Binding;
  readonly goal: DecideState['goal'];
  readonly sampleOf: SampleOf;
  /** Puts a value into the table; null where values are not the reader's to change. */
  readonly onSet: ((input: Input, value: number) => void) | null;
}

interface Answer {
  readonly input: Input;
  /** Null where no value changes the decision, undefined where there is no number to start from. */
  readonly flip: Flip | null | undefined;
}

/** For each value the nearest other one that changes the decision; a press puts it into the table. */
export const Flips = memo(function Flips({ program, binding, goal, sampleOf, onSet }: FlipsProps) {
  const answers = useMemo(
    () =>
      inputRows(program, binding).flatMap(({ metric, versions }) =>
        [...versions].map((version) => answerFor({ version, metric }, program, binding, goal, sampleOf)),
      ),
    [program, binding, goal, sampleOf],
  );
  const isKnown = answers.some(({ flip }) => flip !== undefined);
  return (
    <ul className={styles['flips']} aria-label="nearest values that change the decision">
      {!isKnown && <li className={styles['none']}>no value is a number that could be changed</li>}
      {answers.map(({ input, flip }) =>
        flip === undefined ? null : (
          <li key={`${input.version} ${input.metric}`} className={styles['flip']}>
            <span className={styles['text']}>
              <code>{nameOf(input)}</code>{' '}
              {flip === null ? (
                <span className={styles['none']}>no value of it alone changes the decision</span>
              ) : (
                <>
                  at {flip.to} instead of {numberText(flip.from, undefined)}: {flip.verdict}
                </>
              )}
            </span>
            {flip !== null && onSet !== null && (
              <Button label={`set ${nameOf(input)} to ${flip.to}`} onClick={() => onSet(input, flip.to)}>
                set
              </Button>
            )}
          </li>
        ),
      )}
    </ul>
  );
});

function answerFor(
  input: Input,
  program: CompiledProgram,
  binding: Binding,
  goal: DecideState['goal'],
  sampleOf: SampleOf,
): Answer {
  const sample = sampleOf(input);
  if (!sample.known) return { input, flip: undefined };
  const verdictAt = (value: number): string =>
    verdictOf(program, binding, goal, (other) =>
      other.version === input.version && other.metric === input.metric
        ? { known: true, value }
        : sampleOf(other),
    );
  // Counts, rates and durations are never negative; whoever typed a negative number has something else in mind.
  return { input, flip: nearestFlip(input, sample.value, sample.value >= 0, verdictAt) };
}

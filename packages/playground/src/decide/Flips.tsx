import type { Binding, CompiledProgram } from '@lamia/lang';
import { memo, useMemo } from 'react';
import { Button } from '../design/Button.js';
import type { SectionState } from '../state/use-kept-state.js';
import { NO_VERSION, type DecideState } from './decide-state.js';
import { nearestFlip, type Flip } from './flips.js';
import styles from './Flips.module.css';
import { inputRows, sampleOf, withValue, type Input } from './inputs.js';
import { verdictOf } from './outcome.js';

interface FlipsProps {
  readonly program: CompiledProgram;
  readonly binding: Binding;
  readonly goal: DecideState['goal'];
  readonly values: DecideState['values'];
  readonly change: SectionState<DecideState>['change'];
}

interface Answer {
  readonly input: Input;
  /** Null where no value changes the decision, undefined where there is no number to start from. */
  readonly flip: Flip | null | undefined;
}

/** For each value the nearest other one that changes the decision; a press puts it into the table. */
export const Flips = memo(function Flips({ program, binding, goal, values, change }: FlipsProps) {
  const answers = useMemo(
    () =>
      inputRows(program, binding).flatMap(({ metric, versions }) =>
        [...versions].map((version) => answerFor({ version, metric }, program, binding, goal, values)),
      ),
    [program, binding, goal, values],
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
                  at {flip.to} instead of {flip.from}: {flip.verdict}
                </>
              )}
            </span>
            {flip !== null && (
              <Button
                label={`set ${nameOf(input)} to ${flip.to}`}
                onClick={() =>
                  change(`the value of ${nameOf(input)}`, (before) => ({
                    ...before,
                    values: withValue(before.values, input, String(flip.to)),
                  }))
                }
              >
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
  values: DecideState['values'],
): Answer {
  const sample = sampleOf(values, input);
  if (!sample.known) return { input, flip: undefined };
  const verdictAt = (value: number): string =>
    verdictOf(program, binding, goal, (other) =>
      other.version === input.version && other.metric === input.metric
        ? { known: true, value }
        : sampleOf(values, other),
    );
  // Counts, rates and durations are never negative; whoever typed a negative number has something else in mind.
  return { input, flip: nearestFlip(input, sample.value, sample.value >= 0, verdictAt) };
}

function nameOf({ version, metric }: Input): string {
  return version === NO_VERSION ? metric : `${metric} of ${version}`;
}

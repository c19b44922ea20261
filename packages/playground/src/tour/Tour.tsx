import { goTo } from '../app/use-address.js';
import { Button } from '../design/Button.js';
import { openState } from '../share/open-state.js';
import { useKeptState } from '../state/use-kept-state.js';
import { STEPS } from './steps.js';
import styles from './Tour.module.css';
import { TOUR } from './tour-state.js';

/** Goes to a stop of the tour. */
function show(index: number): void {
  const step = STEPS[index];
  if (step === undefined) return;
  if (step.state === undefined) goTo(step.section);
  else void openState(step.section, step.state);
}

/** Starts the tour, or goes on where it was left. */
export function useTour(): {
  readonly step: number | null;
  readonly goToStep: (step: number | null) => void;
} {
  const { state, change } = useKeptState(TOUR);
  return {
    step: state.step,
    goToStep: (step) => {
      change('the tour', { step });
      if (step !== null) show(step);
    },
  };
}

/** The stop of the tour at which the reader is, below whatever page it is about; nothing for who is not on the tour. */
export function Tour() {
  const { step, goToStep } = useTour();
  const current = step === null ? undefined : STEPS[step];
  if (step === null || current === undefined) return null;
  const isLast = step === STEPS.length - 1;
  return (
    <aside className={styles['tour']} aria-label="tour">
      <div className={styles['text']} aria-live="polite">
        <p className={styles['title']}>
          {step + 1} of {STEPS.length}: {current.title}
        </p>
        <p>{current.text}</p>
      </div>
      <div className={styles['buttons']}>
        <Button unavailable={step === 0 ? 'this is the first stop' : null} onClick={() => goToStep(step - 1)}>
          Back
        </Button>
        <Button look="primary" onClick={() => goToStep(isLast ? null : step + 1)}>
          {isLast ? 'Finish' : 'Next'}
        </Button>
        <Button look="plain" onClick={() => goToStep(null)}>
          Leave
        </Button>
      </div>
    </aside>
  );
}

import { Button } from '../design/Button.js';
import { Panel } from '../design/Panel.js';
import { STEPS } from './steps.js';
import { useTour } from './Tour.js';

/** Where the tour begins. */
export function TourPanel() {
  const { step, goToStep } = useTour();
  return (
    <Panel
      title="Guided tour"
      actions={
        <Button look="primary" onClick={() => goToStep(0)}>
          {step === null ? 'Start the tour' : 'Start again'}
        </Button>
      }
    >
      <p>
        {STEPS.length} stops in about ten minutes, on the real thing: what you change on the way is yours, and
        undo takes it back.
      </p>
    </Panel>
  );
}

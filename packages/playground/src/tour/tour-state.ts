import type { StateForm } from '../state/state-form.js';
import { STEPS } from './steps.js';

/** Where a reader is on the tour; null for who is not on it. */
export interface TourState {
  readonly step: number | null;
}

export const TOUR: StateForm<TourState> = {
  name: 'tour',
  initial: { step: null },
  read: (data) => {
    if (typeof data !== 'object' || data === null || !('step' in data)) return null;
    const { step } = data;
    if (step === null) return { step };
    return typeof step === 'number' && STEPS[step] !== undefined ? { step } : null;
  },
};

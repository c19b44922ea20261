import type { Phase } from '../release/state.js';

const MEANINGS: Readonly<Record<Phase, string>> = {
  Pending: 'it waits for its candidate to be ready, or for its turn',
  Progressing: 'policies are asked and move the weights',
  Waiting: 'it waits at a gate, or for the end of a freeze window',
  Paused: 'an operator has stopped it',
  RollingBack: 'it goes back to the stable version',
  Promoted: 'a version other than the stable one has all traffic, and is stable from now on',
  RolledBack: 'the stable version has all traffic again',
  Held: 'it ended with its weights as they are, and waits for a person',
  Superseded: 'versions or policies changed under way',
};

/** What a status says by the phase of a release, in sentences. */
export const PHASE_MEANING = [
  'Where the release stands.',
  ...Object.entries(MEANINGS).map(([phase, meaning]) => `\`${phase}\`: ${meaning}.`),
].join(' ');

import { abortsHaveCauses, shiftsHaveCauses, stepsAreCounted } from './causes.js';
import {
  dataPlaneConverges,
  intentsComeFirst,
  oneWrites,
  programIsSound,
  tidingsAreTrue,
} from './effects.js';
import { endsAreLatched, promotionsAreDeserved, promotionsAreKnown } from './ends.js';
import { answersAreKept, nobodyElseIsServed } from './guests.js';
import { freezesAreTold, thawsGoOn } from './freezes.js';
import type { Invariant } from './invariant.js';
import { pausesStop, rollbackIsPossible } from './operators.js';
import { stepsKeepPace, windowsAreOfOneWeight } from './pace.js';
import { logReplays } from './replayed.js';
import { answersAreTrue, gatesAreKept, windowsFreeze } from './stays.js';
import { unnamedRoutesStand, weightsAreWhole } from './weights.js';

/** What holds of every release, whatever happens to it. */
export const INVARIANTS: readonly Invariant[] = [
  programIsSound,
  weightsAreWhole,
  unnamedRoutesStand,
  shiftsHaveCauses,
  abortsHaveCauses,
  stepsAreCounted,
  stepsKeepPace,
  windowsAreOfOneWeight,
  endsAreLatched,
  promotionsAreKnown,
  promotionsAreDeserved,
  intentsComeFirst,
  oneWrites,
  tidingsAreTrue,
  dataPlaneConverges,
  logReplays,
  pausesStop,
  rollbackIsPossible,
  windowsFreeze,
  freezesAreTold,
  thawsGoOn,
  gatesAreKept,
  answersAreTrue,
  answersAreKept,
  nobodyElseIsServed,
];

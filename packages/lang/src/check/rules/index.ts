import { commentSwallowsCode } from './comment-swallows-code.js';
import { guardedDenominator } from './guarded-denominator.js';
import { labelMatchers } from './label-matchers.js';
import { lessDefinedBranches } from './less-defined-branches.js';
import { measuredEquality } from './measured-equality.js';
import { neverAssigned } from './never-assigned.js';
import type { Rule } from './rule.js';
import { unusedLet } from './unused-let.js';

/** Every rule that looks at a program whose names and types are known. */
export const RULES: readonly Rule[] = [
  labelMatchers,
  measuredEquality,
  guardedDenominator,
  lessDefinedBranches,
  unusedLet,
  neverAssigned,
  commentSwallowsCode,
];

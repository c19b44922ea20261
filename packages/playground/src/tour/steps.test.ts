import { expect, test } from '@jest/globals';
import { languageService } from '@lamia/lang';
import { DECIDE } from '../decide/decide-state.js';
import { SCENARIO_STATE } from '../simulate/scenario-state.js';
import { STEPS } from './steps.js';

test('every stop of the decide section can be read, and the mistakes are those it speaks of', () => {
  const codes = STEPS.filter(({ section, state }) => section === 'decide' && state !== undefined).map(
    (step) => {
      const state = DECIDE.read(JSON.parse(JSON.stringify(step.state)));
      if (state === null) throw new Error(`${step.title} is not read`);
      const { diagnostics } = languageService.analyse(state.expression, {
        versions: state.versions,
        baseline: state.baseline,
        candidate: state.candidate,
      });
      return [step.title, diagnostics.filter(({ severity }) => severity === 'error').map(({ code }) => code)];
    },
  );
  expect(codes).toEqual([
    ['A decision', []],
    ['Unknown never decides', []],
    ['Mistakes are found while you type', ['unknown-version']],
    ['Units', []],
    ['A score', []],
  ]);
});

test('the stop of the simulation is a scenario that its section reads', () => {
  const [step] = STEPS.filter(({ section }) => section === 'simulate');
  expect(SCENARIO_STATE.read(step?.state)).toEqual(step?.state);
});

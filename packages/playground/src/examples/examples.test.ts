import { describe, expect, test } from '@jest/globals';
import { languageService } from '@lamia/lang';
import { DECIDE } from '../decide/decide-state.js';
import { bindingOf, inputRows, sampleOf } from '../decide/inputs.js';
import { compileForPage, verdictOf } from '../decide/outcome.js';
import { ROUTE_STATE } from '../route/project-form.js';
import { SCENARIO_STATE } from '../simulate/scenario-state.js';
import { DECIDE_EXAMPLES } from './decide-examples.js';
import { ROUTE_EXAMPLES } from './route-examples.js';
import { SIMULATE_EXAMPLES } from './simulate-examples.js';

describe.each(ROUTE_EXAMPLES)('the example `$title`', ({ state }) => {
  test('is read, and its conditions have no error', () => {
    const project = ROUTE_STATE.read(JSON.parse(JSON.stringify(state)));
    if (project === null) throw new Error('the section does not read it');
    for (const { condition } of project.routes) {
      expect(languageService.analyse(condition, { kind: 'condition' }).diagnostics).toEqual([]);
    }
  });
});

test('every scenario is read', () => {
  for (const { state } of SIMULATE_EXAMPLES) {
    expect(SCENARIO_STATE.read(JSON.parse(JSON.stringify(state)))).toEqual(state);
  }
});

const VERDICTS: Readonly<Record<string, string>> = {
  'The founding program': 'version2',
  'The founding score': 'version2',
  'Enough requests, and a margin': 'undecided',
  'Fast and faultless': 'version2',
  'No data never decides': 'undecided',
  'An earlier dialect': 'dest-1:9191/subset2',
};

describe.each(DECIDE_EXAMPLES)('the example `$title`', ({ title, state }) => {
  test('is read, has no error, has a value for every read, and says what it is shown for', () => {
    const read = DECIDE.read(JSON.parse(JSON.stringify(state)));
    if (read === null) throw new Error('the section does not read it');
    const binding = bindingOf(read);
    const { checked, diagnostics } = languageService.analyse(read.expression, {
      ...binding,
    });
    if (checked === null) throw new Error(JSON.stringify(diagnostics));
    const program = compileForPage(checked);
    for (const { metric, versions } of inputRows(program, binding)) {
      for (const version of versions) expect(read.values[version]).toHaveProperty([metric]);
    }
    expect(verdictOf(program, binding, read.goal, (input) => sampleOf(read.values, input))).toBe(
      VERDICTS[title],
    );
  });
});

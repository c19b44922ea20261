import { DECIDE, type DecideState } from '../decide/decide-state.js';
import { FIRST_PROJECT } from '../route/project.js';
import { PRESETS } from '../simulate/presets.js';

/** One stop of the tour: what to look at, and what to try there. */
export interface Step {
  readonly title: string;
  readonly text: string;
  readonly section: string;
  /** The section's state at this stop; absent where the stop shows what is there. */
  readonly state?: unknown;
}

const decide = (state: Partial<DecideState>): DecideState => ({ ...DECIDE.initial, ...state });

/** About a minute each. */
export const STEPS: readonly Step[] = [
  {
    title: 'A decision',
    text: 'The program on the left compares the shares of good answers of two versions. The outcome says which version should get more traffic, and why: the condition that decides is marked in both places.',
    section: 'decide',
    state: decide({}),
  },
  {
    title: 'Change a number',
    text: 'Set upstream_rq_total of version2 to 110 in the table of values. The outcome follows every keystroke; “What would flip it” names the nearest value that changes it.',
    section: 'decide',
  },
  {
    title: 'Unknown never decides',
    text: 'Here a series is missing. A missing series, NaN, ∞ and a division by zero are unknown: they can hold a release and never choose a version. The outcome names the read that is to blame.',
    section: 'decide',
    state: decide({
      values: {
        version1: { external_upstream_rq_2xx: '960', upstream_rq_total: '1000' },
        version2: { external_upstream_rq_2xx: 'no series', upstream_rq_total: '0' },
      },
    }),
  },
  {
    title: 'Mistakes are found while you type',
    text: 'There is a typing mistake in this program. The line below the editor says what is wrong, and the button beside it mends it.',
    section: 'decide',
    state: decide({
      expression: DECIDE.initial.expression.replace('result = candidate', 'result = candidat'),
    }),
  },
  {
    title: 'Units',
    text: 'With a catalogue the units of metrics are known: this program compares a duration with a share, and that cannot be. Hover over a metric to see what it is.',
    section: 'decide',
    state: decide({
      catalogue: 'envoy',
      expression: 'if (metric candidate latency_p95 > 20%) {\n  result = baseline;\n}\nresult\n',
    }),
  },
  {
    title: 'A score',
    text: 'A program without `result` is a score: one number for each version, and the best one gets more traffic.',
    section: 'decide',
    state: decide({
      expression: 'status_2xx / requests\n',
      values: {
        version1: { status_2xx: '960', requests: '1000' },
        version2: { status_2xx: '99', requests: '100' },
      },
    }),
  },
  {
    title: 'A route',
    text: 'A condition says which requests a route is for. This one has an OR, which no data plane knows: it becomes two rules, and the numbers in the condition above them say which part became which. What every data plane is given stands under Manifests.',
    section: 'route',
    state: FIRST_PROJECT,
  },
  {
    title: 'Try a request',
    text: 'Paste a curl command, an HTTP request or a HAR into “Try a request”: it says which route and rule takes it, and why each other one does not. Saved requests stay green or red while you edit the conditions.',
    section: 'route',
  },
  {
    title: 'A whole release',
    text: 'This one is played by the engine that a runtime has: errors of the candidate spike after four minutes, and the health policy rolls back. Move the slider through the ticks to see what each decision rests on.',
    section: 'simulate',
    state: PRESETS.find(({ name }) => name === 'spike')?.scenario,
  },
];

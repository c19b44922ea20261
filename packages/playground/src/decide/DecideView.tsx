import { format, metricText, type MetricCatalogue, type ServiceContext } from '@lamia/lang';
import { useMemo } from 'react';
import { useCatalogue } from '../catalogue/use-catalogue.js';
import { Button } from '../design/Button.js';
import { EmptyState } from '../design/EmptyState.js';
import { Panel } from '../design/Panel.js';
import { analysed } from '../editor/analysed.js';
import { Editor } from '../editor/Editor.js';
import type { Mark } from '../editor/text-editor.js';
import { useKeptState } from '../state/use-kept-state.js';
import styles from './DecideView.module.css';
import { DECIDE, type DecideState } from './decide-state.js';
import { Flips } from './Flips.js';
import { bindingOf, sampleOf, versionOf } from './inputs.js';
import { compileForPage, outcomeOf, type Outcome } from './outcome.js';
import { OutcomeOf } from './OutcomeOf.js';
import { ReleaseFields } from './ReleaseFields.js';
import { ValuesTable } from './ValuesTable.js';

/** Which version should get more traffic: an expression, the values it reads, and what it says to them. */
export default function DecideView() {
  const { state, change } = useKeptState(DECIDE);
  const catalogue = useCatalogue(state.catalogue);
  const context = useMemo(() => contextOf(state, catalogue), [state, catalogue]);
  const analysis = analysed(state.expression, context);
  const { checked } = analysis;
  const program = useMemo(() => (checked === null ? null : compileForPage(checked)), [checked]);
  const binding = bindingOf(state);
  const outcome =
    program === null
      ? null
      : outcomeOf(program, binding, state.goal, (input) => sampleOf(state.values, input));

  const formatted = format(state.expression).text;

  const setExpression = (expression: string): void =>
    change('the expression', (before) => ({ ...before, expression }));

  return (
    <div className={styles['columns']}>
      <div className={styles['column']}>
        <Panel
          title="Expression"
          actions={
            <Button
              unavailable={formatted === null ? 'a text with errors has no form yet; mend it first' : null}
              onClick={() => setExpression(`${formatted ?? state.expression}\n`)}
            >
              Format
            </Button>
          }
        >
          <Editor
            label="expression"
            value={state.expression}
            onChange={setExpression}
            context={context}
            marks={marksOf(outcome)}
            lines={14}
          />
        </Panel>
        <Panel title="Values">
          {program === null ? (
            <EmptyState title="no values to ask for">
              what the expression reads shows here once it has no error
            </EmptyState>
          ) : (
            <ValuesTable program={program} binding={binding} values={state.values} change={change} />
          )}
        </Panel>
        <Panel title="Release">
          <ReleaseFields state={state} kind={analysis.kind} change={change} />
        </Panel>
      </div>
      <div className={styles['column']}>
        <Panel title="Outcome">
          {outcome === null ? (
            <EmptyState title="no outcome yet">
              the expression has an error; what is wrong stands below it
            </EmptyState>
          ) : (
            <OutcomeOf outcome={outcome} />
          )}
        </Panel>
        <Panel title="What would flip it">
          {program === null ? (
            <EmptyState title="nothing to flip yet">an expression without errors is needed</EmptyState>
          ) : (
            <Flips
              program={program}
              binding={binding}
              goal={state.goal}
              values={state.values}
              change={change}
            />
          )}
        </Panel>
      </div>
    </div>
  );
}

function contextOf(state: DecideState, catalogue: MetricCatalogue | null): ServiceContext {
  const { versions, values } = state;
  const binding = bindingOf(state);
  return {
    versions,
    baseline: binding.baseline,
    candidate: binding.candidate,
    ...(catalogue === null ? {} : { catalogue }),
    sampleOf: (read, version) =>
      sampleOf(values, { version: versionOf(read, binding, version), metric: metricText(read) }),
  };
}

/** The conditions that a decision rests on. */
function marksOf(outcome: Outcome | null): readonly Mark[] {
  if (outcome?.kind !== 'decision') return NO_MARKS;
  return outcome.trace.because.map(({ start, end }) => ({ start, end, look: 'deciding' }));
}

const NO_MARKS: readonly Mark[] = [];

import { format, metricText, type Binding, type MetricCatalogue, type ServiceContext } from '@lamia/lang';
import { memo, useCallback, useDeferredValue, useMemo } from 'react';
import { useCatalogue } from '../catalogue/use-catalogue.js';
import { Button } from '../design/Button.js';
import { Column, Columns } from '../design/Columns.js';
import { EmptyState } from '../design/EmptyState.js';
import { Panel } from '../design/Panel.js';
import { analysed } from '../editor/analysed.js';
import { Editor } from '../editor/Editor.js';
import type { Mark } from '../editor/text-editor.js';
import { useKeptState } from '../state/use-kept-state.js';
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
  const { versions, baseline, candidate, values, goal } = state;
  const catalogue = useCatalogue(state.catalogue);
  const binding = useMemo(
    () => bindingOf({ versions, baseline, candidate }),
    [versions, baseline, candidate],
  );
  const context = useMemo(() => contextOf(binding, values, catalogue), [binding, values, catalogue]);
  // A letter is on the screen before all that follows from it is worked out.
  const expression = useDeferredValue(state.expression);
  const { checked, kind } = analysed(expression, context);
  const program = useMemo(() => (checked === null ? null : compileForPage(checked)), [checked]);
  const outcome = useMemo(
    () => (program === null ? null : outcomeOf(program, binding, goal, (input) => sampleOf(values, input))),
    [program, binding, goal, values],
  );
  const marks = useMemo(() => marksOf(outcome), [outcome]);
  const setExpression = useCallback(
    (text: string) => change('the expression', (before) => ({ ...before, expression: text })),
    [change],
  );

  return (
    <Columns>
      <Column>
        <Panel title="Expression" actions={<FormatButton text={expression} onFormat={setExpression} />}>
          <Editor
            label="expression"
            value={state.expression}
            onChange={setExpression}
            context={context}
            marks={marks}
            lines={14}
          />
        </Panel>
        <Panel title="Values">
          {program === null ? (
            <EmptyState title="no values to ask for">
              what the expression reads shows here once it has no error
            </EmptyState>
          ) : (
            <ValuesTable {...{ program, binding, values, change }} />
          )}
        </Panel>
        <Panel title="Release">
          <ReleaseFields state={state} kind={kind} change={change} />
        </Panel>
      </Column>
      <Column>
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
            <Flips {...{ program, binding, goal, values, change }} />
          )}
        </Panel>
      </Column>
    </Columns>
  );
}

interface FormatButtonProps {
  readonly text: string;
  readonly onFormat: (text: string) => void;
}

const FormatButton = memo(function FormatButton({ text, onFormat }: FormatButtonProps) {
  const formatted = format(text).text;
  return (
    <Button
      unavailable={formatted === null ? 'a text with errors has no form yet; mend it first' : null}
      onClick={() => onFormat(`${formatted ?? text}\n`)}
    >
      Format
    </Button>
  );
});

function contextOf(
  binding: Binding,
  values: DecideState['values'],
  catalogue: MetricCatalogue | null,
): ServiceContext {
  return {
    ...binding,
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

import { format } from '@lamia/lang';
import { memo, useCallback, useDeferredValue, useMemo } from 'react';
import { catalogueName } from '../catalogue/names.js';
import { useCatalogue } from '../catalogue/use-catalogue.js';
import { Button } from '../design/Button.js';
import { Column, Columns } from '../design/Columns.js';
import { EmptyState } from '../design/EmptyState.js';
import { Panel } from '../design/Panel.js';
import { analysed } from '../editor/analysed.js';
import { Editor } from '../editor/Editor.js';
import type { Mark } from '../editor/text-editor.js';
import { useKeptState } from '../state/use-kept-state.js';
import { contextOf } from './context.js';
import { DECIDE } from './decide-state.js';
import { Flips } from './Flips.js';
import { bindingOf, nameOf, sampleOf as typedSample, withValue, type Input } from './inputs.js';
import { asTyped, liveSample } from './live/live-answer.js';
import { LiveRelease } from './live/LiveRelease.js';
import { useLiveChoice } from './live/use-live-choice.js';
import { compileForPage, outcomeOf, type Outcome, type SampleOf } from './outcome.js';
import { OutcomeOf } from './OutcomeOf.js';
import { GoalField, ReleaseFields } from './ReleaseFields.js';
import { useSame } from './use-same.js';
import { ValuesPanel } from './ValuesPanel.js';

/** Which version should get more traffic: an expression, the values it reads, and what it says to them. */
export default function DecideView() {
  const { state, change } = useKeptState(DECIDE);
  const { values, goal } = state;
  const source = useLiveChoice();
  const { live, choose } = source;
  const isWaiting = source.choice !== null && live === null;
  const ownCatalogue = useCatalogue(live === null ? state.catalogue : '');
  const binding = useSame(bindingOf(live?.answer ?? state));
  const sampleOf = useCallback<SampleOf>(
    (input) => (live === null ? typedSample(values, input) : liveSample(live.answer, input)),
    [live, values],
  );
  const context = useMemo(
    () => contextOf(binding, isWaiting ? null : sampleOf, live ?? ownCatalogue),
    [binding, isWaiting, sampleOf, live, ownCatalogue],
  );
  // A letter is on the screen before all that follows from it is worked out.
  const expression = useDeferredValue(state.expression);
  const { checked, kind } = analysed(expression, context);
  const program = useMemo(() => (checked === null ? null : compileForPage(checked)), [checked]);
  const outcome = useMemo(
    () => (program === null ? null : outcomeOf(program, binding, goal, sampleOf)),
    [program, binding, goal, sampleOf],
  );
  const marks = useMemo(() => marksOf(outcome), [outcome]);
  const setExpression = useCallback(
    (text: string) => change('the expression', (before) => ({ ...before, expression: text })),
    [change],
  );
  const setValue = useCallback(
    (input: Input, value: number) =>
      change(`the value of ${nameOf(input)}`, (before) => ({
        ...before,
        values: withValue(before.values, input, String(value)),
      })),
    [change],
  );
  /** What was seen last can be changed from now on. */
  const typeByHand = (): void => {
    if (live !== null) {
      const { versions, baseline, candidate, provider } = live.answer;
      change('where values come from', (before) => ({
        ...before,
        ...{ versions, baseline, candidate: candidate ?? '', catalogue: catalogueName(provider ?? '') ?? '' },
        values: asTyped(live.answer, before.values),
      }));
    }
    choose(null);
  };

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
        <ValuesPanel
          {...{ source, expression, program, binding, values, change }}
          onTypeByHand={typeByHand}
        />
        <Panel title="Release">
          {live === null ? (
            <ReleaseFields state={state} kind={kind} change={change} />
          ) : (
            <>
              <LiveRelease live={live} />
              {kind === 'score' && <GoalField goal={goal} change={change} />}
            </>
          )}
        </Panel>
      </Column>
      <Column>
        <Panel title="Outcome">
          {outcome === null ? (
            <EmptyState title="no outcome yet">
              the expression has an error; what is wrong stands below it
            </EmptyState>
          ) : isWaiting ? (
            <EmptyState title="no outcome yet">the values are not known yet</EmptyState>
          ) : (
            <OutcomeOf outcome={outcome} />
          )}
        </Panel>
        <Panel title="What would flip it">
          {program === null || isWaiting ? (
            <EmptyState title="nothing to flip yet">
              an expression without errors is needed, and values for it
            </EmptyState>
          ) : (
            <Flips {...{ program, binding, goal, sampleOf }} onSet={live === null ? setValue : null} />
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

/** The conditions that a decision rests on. */
function marksOf(outcome: Outcome | null): readonly Mark[] {
  if (outcome?.kind !== 'decision') return NO_MARKS;
  return outcome.trace.because.map(({ start, end }) => ({ start, end, look: 'deciding' }));
}

const NO_MARKS: readonly Mark[] = [];

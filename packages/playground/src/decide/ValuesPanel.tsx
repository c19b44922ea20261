import type { Binding, CompiledProgram } from '@lamia/lang';
import { lazy, Suspense } from 'react';
import { Button } from '../design/Button.js';
import { EmptyState } from '../design/EmptyState.js';
import { Panel } from '../design/Panel.js';
import type { SectionState } from '../state/use-kept-state.js';
import type { DecideState } from './decide-state.js';
import { LiveTable } from './live/LiveTable.js';
import type { ValuesSource } from './live/use-live-choice.js';
import { ValuesTable } from './ValuesTable.js';

/** With the client of the runtime, which only those load who look at live values. */
const LiveFeed = lazy(() => import('./live/LiveFeed.js'));

interface ValuesPanelProps {
  readonly source: ValuesSource;
  /** The text whose values are asked for. */
  readonly expression: string;
  /** Null while the text has an error. */
  readonly program: CompiledProgram | null;
  readonly binding: Binding;
  readonly values: DecideState['values'];
  readonly change: SectionState<DecideState>['change'];
  readonly onTypeByHand: () => void;
}

/** What the program reads: as it is typed, or as the source of a gateway has it. */
export function ValuesPanel({
  source: { isOffered, choice, live, onLive, choose },
  expression,
  program,
  binding,
  values,
  change,
  onTypeByHand,
}: ValuesPanelProps) {
  const isTyped = choice === null;
  const actions = (
    <>
      <Button pressed={isTyped} onClick={isTyped ? () => undefined : onTypeByHand}>
        typed by hand
      </Button>
      <Button pressed={!isTyped} onClick={() => isTyped && choose({ gateway: '' })}>
        live from a gateway
      </Button>
    </>
  );
  return (
    <Panel title="Values" {...(isOffered ? { actions } : {})}>
      {choice !== null && (
        <Suspense fallback={<p>loading …</p>}>
          <LiveFeed
            gateway={choice.gateway}
            onChoose={(gateway) => choose({ gateway })}
            source={expression}
            onLive={onLive}
          />
        </Suspense>
      )}
      {program === null ? (
        <EmptyState title="no values to ask for">
          what the expression reads shows here once it has no error
        </EmptyState>
      ) : live !== null ? (
        <LiveTable {...{ program, binding }} answer={live.answer} />
      ) : (
        isTyped && <ValuesTable {...{ program, binding, values, change }} />
      )}
    </Panel>
  );
}

import type { MetricCatalogue, ServiceContext } from '@lamia/lang';
import { useMemo } from 'react';
import { Field } from '../design/Field.js';
import { Editor } from '../editor/Editor.js';
import type { SectionState } from '../state/use-kept-state.js';
import styles from './Form.module.css';
import { NumberField } from '../design/NumberField.js';
import { LIMITS, POLICY_KINDS, type PolicyKind, type PolicyScenario, type Scenario } from './scenario.js';

interface PolicyFieldsProps {
  readonly scenario: Scenario;
  /** Null until it is known what can be read. */
  readonly catalogue: MetricCatalogue | null;
  readonly change: SectionState<Scenario>['change'];
}

const KIND_WORDS: Readonly<Record<PolicyKind, string>> = {
  time: 'time: a step each interval, whatever happens',
  health: 'health: forward while few enough requests fail',
  metric: 'metric: toward the version with the best score',
  custom: 'custom: toward the version that a program names',
};

/** What decides, and how fast it may act. */
export function PolicyFields({ scenario, catalogue, change }: PolicyFieldsProps) {
  const { policy, window, scrapeInterval, ticks } = scenario;
  const set = (what: string, part: Partial<PolicyScenario>): void =>
    change(what, (before) => ({ ...before, policy: { ...before.policy, ...part } }));
  const { kind } = policy;
  const percent = { min: 0, max: 100, step: 0.01 };
  return (
    <div className={styles['group']}>
      <div className={styles['fields']}>
        <Field label="policy">
          {(attributes) => (
            <select
              {...attributes}
              value={kind}
              onChange={(event) => {
                const chosen = POLICY_KINDS.find((each) => each === event.target.value);
                if (chosen !== undefined) set('the kind of policy', { kind: chosen });
              }}
            >
              {POLICY_KINDS.map((each) => (
                <option key={each} value={each}>
                  {KIND_WORDS[each]}
                </option>
              ))}
            </select>
          )}
        </Field>
      </div>
      {(kind === 'custom' || kind === 'metric') && (
        <PolicyText kind={kind} scenario={scenario} catalogue={catalogue} onChange={set} />
      )}
      <div className={styles['fields']}>
        <NumberField
          label="interval in seconds"
          {...LIMITS.seconds}
          value={policy.interval}
          onChange={(interval) => set('the interval', { interval })}
        />
        <NumberField
          label="step in %"
          {...percent}
          value={policy.step}
          onChange={(step) => set('the step', { step })}
        />
        <NumberField
          label="start in %"
          hint="the first, unjudged share"
          {...percent}
          value={policy.start}
          onChange={(start) => set('the start', { start })}
        />
        <NumberField
          label="gate at %"
          hint="where somebody has to let it pass; 0 for none"
          {...percent}
          value={policy.gate}
          onChange={(gate) => set('the gate', { gate })}
        />
        {kind !== 'time' && (
          <>
            <NumberField
              label="minimum requests"
              hint="short of it nothing is decided"
              min={0}
              max={LIMITS.requests.max}
              value={policy.minimumRequests}
              onChange={(minimumRequests) => set('the minimum of requests', { minimumRequests })}
            />
            <NumberField
              label="failures in a row"
              hint="that end the release; 0 for never"
              min={0}
              max={1000}
              value={policy.failures}
              onChange={(failures) => set('the failures', { failures })}
            />
            <NumberField
              label="patience in minutes"
              hint="without data, before it holds"
              min={1}
              max={1440}
              value={policy.patience}
              onChange={(patience) => set('the patience', { patience })}
            />
          </>
        )}
        {kind === 'health' && (
          <>
            <NumberField
              label="limit of errors in %"
              {...percent}
              value={policy.limit}
              onChange={(limit) => set('the limit', { limit })}
            />
            <NumberField
              label="floor in %"
              hint="what an unhealthy candidate keeps"
              {...percent}
              value={policy.floor}
              onChange={(floor) => set('the floor', { floor })}
            />
          </>
        )}
        {kind === 'metric' && (
          <>
            <Choice
              label="better is"
              value={policy.goal}
              words={['lowest', 'highest']}
              onChange={(goal) => set('the goal', { goal })}
            />
            <NumberField
              label="tolerance"
              hint="a smaller difference is a tie"
              min={0}
              max={1e9}
              step={0.000001}
              value={policy.tolerance}
              onChange={(tolerance) => set('the tolerance', { tolerance })}
            />
          </>
        )}
        <Choice
          label="rollback"
          value={policy.rollback}
          words={['gradual', 'immediate']}
          onChange={(rollback) => set('the rollback', { rollback })}
        />
        <NumberField
          label="window in seconds"
          hint="that metrics look back"
          {...LIMITS.seconds}
          value={window}
          onChange={(value) => change('the window', (before) => ({ ...before, window: value }))}
        />
        <NumberField
          label="scrape interval in seconds"
          {...LIMITS.seconds}
          value={scrapeInterval}
          onChange={(value) =>
            change('the scrape interval', (before) => ({ ...before, scrapeInterval: value }))
          }
        />
        <NumberField
          label="ticks at most"
          {...LIMITS.ticks}
          value={ticks}
          onChange={(value) => change('the ticks', (before) => ({ ...before, ticks: value }))}
        />
      </div>
    </div>
  );
}

interface PolicyTextProps {
  readonly kind: 'custom' | 'metric';
  readonly scenario: Scenario;
  readonly catalogue: MetricCatalogue | null;
  readonly onChange: (what: string, part: Partial<PolicyScenario>) => void;
}

function PolicyText({ kind, scenario: { versions, policy }, catalogue, onChange }: PolicyTextProps) {
  const labels = versions.map(({ label }) => label).join('\n');
  const context = useMemo((): ServiceContext => {
    const [baseline, candidate] = labels.split('\n');
    return {
      kind: kind === 'custom' ? 'decision' : 'score',
      versions: labels.split('\n'),
      baseline: baseline ?? null,
      candidate: candidate ?? null,
      ...(catalogue === null ? {} : { catalogue }),
    };
  }, [kind, labels, catalogue]);
  return (
    <Editor
      key={kind}
      label={kind === 'custom' ? 'decision' : 'score'}
      value={kind === 'custom' ? policy.decision : policy.score}
      onChange={(text) =>
        onChange('the expression', kind === 'custom' ? { decision: text } : { score: text })
      }
      context={context}
      lines={kind === 'custom' ? 11 : 3}
    />
  );
}

interface ChoiceProps<Word extends string> {
  readonly label: string;
  readonly value: Word;
  readonly words: readonly Word[];
  readonly onChange: (word: Word) => void;
}

function Choice<const Word extends string>({ label, value, words, onChange }: ChoiceProps<Word>) {
  return (
    <Field label={label}>
      {(attributes) => (
        <select
          {...attributes}
          value={value}
          onChange={(event) => {
            const word = words.find((each) => each === event.target.value);
            if (word !== undefined) onChange(word);
          }}
        >
          {words.map((word) => (
            <option key={word}>{word}</option>
          ))}
        </select>
      )}
    </Field>
  );
}

import { useEffect, useState } from 'react';
import { Button } from '../design/Button.js';
import { Column, Columns } from '../design/Columns.js';
import { EmptyState } from '../design/EmptyState.js';
import { Field } from '../design/Field.js';
import { Panel } from '../design/Panel.js';
import { Tabs } from '../design/Tabs.js';
import { useKeptState } from '../state/use-kept-state.js';
import { FileFields } from './FileFields.js';
import { PlayNotices } from './PlayNotices.js';
import { PolicyFields } from './PolicyFields.js';
import { PRESETS } from './presets.js';
import { RecordingField } from './RecordingField.js';
import type { Scenario } from './scenario.js';
import { SCENARIO_STATE } from './scenario-state.js';
import styles from './SimulateView.module.css';
import { TickView } from './TickView.js';
import { Timeline } from './Timeline.js';
import { TrafficFields } from './TrafficFields.js';
import { usePlay } from './use-play.js';

/** How long a scenario rests before it is played, in milliseconds: a slider that is moved asks for many. */
const REST = 250;

/** Plays a release before it happens, with the engine that will run it. */
export default function SimulateView() {
  const { state: scenario, change } = useKeptState(SCENARIO_STATE);
  const [form, setForm] = useState('traffic');
  const [selected, setSelected] = useState<number | null>(null);
  const [recording, setRecording] = useState<string | null>(null);
  const { play, begin, open, cancel, look } = usePlay();
  const { moments, detail, id, status } = play;

  useEffect(() => {
    const timer = setTimeout(() => {
      setSelected(null);
      setRecording(null);
      begin(scenario);
    }, REST);
    return () => clearTimeout(timer);
  }, [scenario, begin]);

  const at = moments.length === 0 ? null : Math.min(selected ?? moments.length - 1, moments.length - 1);
  const moment = at === null ? undefined : moments[at];
  const isPlaying = status === 'playing';
  useEffect(() => {
    if (at !== null && !isPlaying) look(at);
  }, [at, id, isPlaying, look]);

  return (
    <Columns shape="secondWider">
      <Column>
        <Panel title="Scenario">
          <PresetField scenario={scenario} onChange={(next) => change('the scenario', next)} />
          <Tabs
            label="what is simulated"
            selected={form}
            onSelect={setForm}
            tabs={[
              { name: 'traffic', title: 'Traffic' },
              { name: 'policy', title: 'Policy' },
              { name: 'file', title: 'Gateway file' },
            ]}
          >
            {form === 'traffic' && <TrafficFields scenario={scenario} change={change} />}
            {form === 'policy' && (
              <PolicyFields scenario={scenario} catalogue={play.catalogue} change={change} />
            )}
            {form === 'file' && <FileFields scenario={scenario} change={change} />}
          </Tabs>
        </Panel>
        <Panel title="Recording">
          <RecordingField
            onOpen={(name, text) => {
              setSelected(null);
              setRecording(name);
              open(text);
            }}
          />
        </Panel>
      </Column>
      <Column>
        <Panel
          title="Release"
          actions={
            <>
              <progress
                className={styles['progress']}
                aria-label="ticks played"
                max={play.limit}
                value={isPlaying ? moments.length : play.limit}
              />
              {isPlaying ? (
                <Button onClick={cancel}>cancel</Button>
              ) : (
                <Button
                  onClick={() => {
                    setSelected(null);
                    setRecording(null);
                    begin(scenario);
                  }}
                >
                  {recording === null ? 'play again' : 'back to the simulation'}
                </Button>
              )}
            </>
          }
        >
          {recording !== null && <p className={styles['about']}>a release that was, from {recording}</p>}
          <PlayNotices play={play} />
          {moments.length === 0 && !isPlaying ? (
            <EmptyState title="nothing played yet">what the release does shows here tick by tick</EmptyState>
          ) : (
            <Timeline versions={play.versions} moments={moments} selected={selected} onSelect={setSelected} />
          )}
        </Panel>
        <Panel title="Tick">
          {moment === undefined ? (
            <EmptyState title="no tick yet">its values and what was decided on them show here</EmptyState>
          ) : (
            <TickView moment={moment} detail={detail} />
          )}
        </Panel>
      </Column>
    </Columns>
  );
}

interface PresetFieldProps {
  readonly scenario: Scenario;
  readonly onChange: (scenario: Scenario) => void;
}

/** Scenarios worth seeing; whatever is changed in one makes it the reader's own. */
function PresetField({ scenario, onChange }: PresetFieldProps) {
  const text = JSON.stringify(scenario);
  const preset = PRESETS.find((each) => JSON.stringify(each.scenario) === text);
  return (
    <>
      <Field label="scenario">
        {(attributes) => (
          <select
            {...attributes}
            value={preset?.name ?? ''}
            onChange={(event) => {
              const chosen = PRESETS.find(({ name }) => name === event.target.value);
              if (chosen !== undefined) onChange(chosen.scenario);
            }}
          >
            {preset === undefined && <option value="">your own</option>}
            {PRESETS.map(({ name, title }) => (
              <option key={name} value={name}>
                {title}
              </option>
            ))}
          </select>
        )}
      </Field>
      <p className={styles['about']}>
        {preset?.about ?? 'a scenario of your own; choose one of the list to begin anew'}
      </p>
    </>
  );
}

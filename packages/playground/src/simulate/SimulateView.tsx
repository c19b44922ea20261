import { useEffect, useRef, useState } from 'react';
import { Button } from '../design/Button.js';
import { Column, Columns } from '../design/Columns.js';
import { EmptyState } from '../design/EmptyState.js';
import { Panel } from '../design/Panel.js';
import { Tabs } from '../design/Tabs.js';
import { useKeptState } from '../state/use-kept-state.js';
import { FileFields } from './FileFields.js';
import { GateFields } from './GateFields.js';
import type { RecordedScenario } from './play.js';
import { PlayNotices } from './PlayNotices.js';
import { PolicyFields } from './PolicyFields.js';
import { PresetField } from './PresetField.js';
import { RecordingPanel } from './RecordingPanel.js';
import { RecordingSources } from './RecordingSources.js';
import { firstScenario, withAnswer, type Shown } from './shown.js';
import type { GateAnswer } from './scenario.js';
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
  const [shown, setShown] = useState<Shown>({ kind: 'scenario' });
  // An answer at a gate leaves everything before it as it was, and with it the tick that is looked at.
  const staysAt = useRef(false);
  const { play, begin, replay, open, cancel, look } = usePlay();
  const { moments, detail, id, status, recording, gates } = play;

  useEffect(() => setShown({ kind: 'scenario' }), [scenario]);

  useEffect(() => {
    if (recording === null) return;
    setShown((before) =>
      before.kind === 'opened'
        ? { kind: 'recording', name: before.name, scenario: firstScenario(recording) }
        : before,
    );
  }, [recording]);

  useEffect(() => {
    if (shown.kind === 'opened') return;
    const timer = setTimeout(() => {
      if (!staysAt.current) setSelected(null);
      staysAt.current = false;
      if (shown.kind === 'scenario') begin(scenario);
      else replay(shown.scenario);
    }, REST);
    return () => clearTimeout(timer);
  }, [shown, scenario, begin, replay]);

  const at = moments.length === 0 ? null : Math.min(selected ?? moments.length - 1, moments.length - 1);
  const moment = at === null ? undefined : moments[at];
  const isPlaying = status === 'playing';
  useEffect(() => {
    if (at !== null && !isPlaying) look(at);
  }, [at, id, isPlaying, look]);

  const playRecording = (next: RecordedScenario): void =>
    setShown((before) => (before.kind === 'recording' ? { ...before, scenario: next } : before));
  const answer = (given: GateAnswer): void => {
    if (shown.kind === 'recording') playRecording(withAnswer(shown.scenario, given));
    else change('the answer at a gate', (before) => withAnswer(before, given));
  };
  const answers = shown.kind === 'recording' ? shown.scenario.gates : scenario.gates;

  return (
    <Columns shape="secondWider">
      <Column>
        {shown.kind === 'recording' && recording !== null ? (
          <RecordingPanel
            name={shown.name}
            recording={recording}
            scenario={shown.scenario}
            onChange={playRecording}
          />
        ) : (
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
        )}
        {gates.length > 0 && (
          <Panel title="Gates">
            <GateFields gates={gates} answers={answers} onChange={answer} />
          </Panel>
        )}
        <Panel title={shown.kind === 'recording' ? 'Another recording' : 'A recording instead'}>
          <RecordingSources
            onOpen={(name, text) => {
              setSelected(null);
              setShown({ kind: 'opened', name });
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
                <Button onClick={() => setShown({ kind: 'scenario' })}>
                  {shown.kind === 'scenario' ? 'play again' : 'back to the simulation'}
                </Button>
              )}
            </>
          }
        >
          {shown.kind === 'opened' && status !== 'unreadable' && (
            <p className={styles['about']}>a release that was, from {shown.name}</p>
          )}
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
            <TickView
              moment={moment}
              detail={detail}
              onAnswer={
                shown.kind === 'opened'
                  ? null
                  : (given) => {
                      setSelected(at);
                      staysAt.current = true;
                      answer(given);
                    }
              }
            />
          )}
        </Panel>
      </Column>
    </Columns>
  );
}

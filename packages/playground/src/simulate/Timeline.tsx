import { useEffect, useState } from 'react';
import { Button } from '../design/Button.js';
import { ChartOf } from './ChartOf.js';
import { hasValues, MEASURES } from './chart-data.js';
import { isTurn, type Moment } from './moment.js';
import { clockText, momentText } from './moment-text.js';
import styles from './Timeline.module.css';

interface TimelineProps {
  readonly versions: readonly string[];
  readonly moments: readonly Moment[];
  readonly selected: number | null;
  readonly onSelect: (index: number) => void;
}

/** How long each tick is shown while the timeline runs, in milliseconds. */
const PACE = 150;

/** A release over time, and the ways through it: a slider, its turns, and running from tick to tick. */
export function Timeline({ versions, moments, selected, onSelect }: TimelineProps) {
  const [isRunning, setRunning] = useState(false);
  const last = moments.length - 1;
  const at = selected ?? Math.max(0, last);
  const moment = moments[at];
  const before = moments.findLastIndex(({ mark }, index) => index < at && isTurn(mark));
  const after = moments.findIndex(({ mark }, index) => index > at && isTurn(mark));

  useEffect(() => {
    if (!isRunning) return;
    if (at >= last) {
      setRunning(false);
      return;
    }
    const timer = setTimeout(() => onSelect(at + 1), PACE);
    return () => clearTimeout(timer);
  }, [isRunning, at, last, onSelect]);

  const run = (): void => {
    // Who wants no motion is taken to the end at once.
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) {
      onSelect(last);
      return;
    }
    if (!isRunning && at >= last) onSelect(0);
    setRunning(!isRunning);
  };

  return (
    <>
      <ul className={styles['legend']} aria-label="legend">
        {versions.map((version, place) => (
          <li key={version}>
            <span
              aria-hidden="true"
              className={`${styles['swatch'] ?? ''} ${styles[`swatch${place + 1}`] ?? ''}`}
            />
            {version}
          </li>
        ))}
        <li className={styles['sign']}>▲ forward, ▼ back, ● undecided, ■ the end</li>
      </ul>
      <div className={styles['scrub']}>
        <Button
          label="to the decision before"
          unavailable={before < 0 ? 'no decision comes before' : null}
          onClick={() => onSelect(before)}
        >
          <span aria-hidden="true">⇤</span>
        </Button>
        <Button
          label={isRunning ? 'pause the timeline' : 'run the timeline'}
          unavailable={last < 1 ? 'there is nothing to run' : null}
          onClick={run}
        >
          <span aria-hidden="true">{isRunning ? '‖' : '▶'}</span>
        </Button>
        <Button
          label="to the next decision"
          unavailable={after < 0 ? 'no decision comes after' : null}
          onClick={() => onSelect(after)}
        >
          <span aria-hidden="true">⇥</span>
        </Button>
        <input
          type="range"
          aria-label="tick"
          className={styles['slider']}
          min={0}
          max={Math.max(0, last)}
          value={at}
          aria-valuetext={moment === undefined ? 'none' : momentText(moment)}
          onChange={(event) => {
            setRunning(false);
            onSelect(event.target.valueAsNumber);
          }}
        />
        <span className={styles['place']}>
          {moment === undefined ? 'no tick' : `tick ${at + 1} of ${last + 1} · ${clockText(moment.at)}`}
        </span>
      </div>
      {MEASURES.filter((measure) => hasValues(moments, measure)).map((measure) => (
        <ChartOf
          key={measure}
          measure={measure}
          versions={versions}
          moments={moments}
          selected={moments.length === 0 ? null : at}
          onSelect={onSelect}
        />
      ))}
    </>
  );
}

import type { PolicyOutcome, Reading } from '@lamia/runtime/engine';
import type { TraceJson } from '@lamia/lang';
import { Button } from '../design/Button.js';
import { Table } from '../design/Table.js';
import { Trace } from '../trace/Trace.js';
import type { Moment } from './moment.js';
import { clockText, shareText, shown } from './moment-text.js';
import type { TickDetail } from './protocol.js';
import type { GateAnswer } from './scenario.js';
import styles from './TickView.module.css';

interface TickViewProps {
  readonly moment: Moment;
  /** Null until it has come. */
  readonly detail: TickDetail | null;
  /** Answers at a gate that the release waits at; null where the release was, and cannot be answered any more. */
  readonly onAnswer: ((answer: GateAnswer) => void) | null;
}

/** Everything about one tick: what the versions were like, what was decided, and what that rests on. */
export function TickView({ moment, detail, onAnswer }: TickViewProps) {
  return (
    <>
      <Table
        label="values of the tick"
        columns={['version', 'weight', 'requests/s', 'errors', 'latency']}
        look="numbers"
      >
        {moment.versions.map(({ version, share, requestsPerSecond, errorShare, latency }) => (
          <tr key={version}>
            <th scope="row">{version}</th>
            <td>{shareText(share)}</td>
            <td>{shown(requestsPerSecond, 1, 1, '')}</td>
            <td>{shown(errorShare, 100, 2, '%')}</td>
            <td>{shown(latency, 1000, 0, ' ms')}</td>
          </tr>
        ))}
      </Table>
      <p className={styles['reason']}>
        <strong>{moment.phase ?? 'no release'}</strong>: {moment.reason}
      </p>
      {onAnswer !== null && <Waits moment={moment} onAnswer={onAnswer} />}
      {detail !== null && <Detail detail={detail} />}
    </>
  );
}

interface WaitsProps {
  readonly moment: Moment;
  readonly onAnswer: (answer: GateAnswer) => void;
}

/** The gates that the release waits at, to be answered as of this tick. */
function Waits({ moment: { at, waits }, onAnswer }: WaitsProps) {
  return waits.map(({ gate, since }) => {
    const after = Math.round((at - since) / 1000);
    return (
      <div key={gate} className={styles['waits']}>
        <Button onClick={() => onAnswer({ gate, answer: 'open', after })}>open the gate {gate} now</Button>
        <Button onClick={() => onAnswer({ gate, answer: 'refuse', after })}>refuse it</Button>
        <span className={styles['since']}>it waits for {clockText(at - since)}</span>
      </div>
    );
  });
}

function Detail({ detail: { record, events } }: { readonly detail: TickDetail }) {
  return (
    <>
      {events.length > 0 && (
        <ul className={styles['events']} aria-label="events">
          {events.map(({ kind, reason }) => (
            <li key={`${kind} ${reason}`}>
              {kind}: {reason}
            </li>
          ))}
        </ul>
      )}
      {record.outcomes.map((outcome) => (
        <PolicyOf key={outcome.policy} outcome={outcome} />
      ))}
    </>
  );
}

function PolicyOf({
  outcome: { policy, type, observed, reason, reading },
}: {
  readonly outcome: PolicyOutcome;
}) {
  return (
    <section className={styles['policy']} aria-label={`policy ${policy + 1}`}>
      <h3>
        {type} policy{observed ? ', which only looks on' : ''}
      </h3>
      <p className={styles['reason']}>{reason}</p>
      {tracesOf(reading).map(({ of, trace }) => (
        <div key={of}>
          <p className={styles['reason']}>{trace.headline}</p>
          <Trace trace={trace} />
        </div>
      ))}
    </section>
  );
}

function tracesOf(reading: Reading): readonly { readonly of: string; readonly trace: TraceJson }[] {
  switch (reading.type) {
    case 'time':
      return [];
    case 'custom':
      return reading.trace === null ? [] : [{ of: 'decision', trace: reading.trace }];
    case 'health':
    case 'metric':
      return reading.scores.flatMap(({ version, trace }) => (trace === null ? [] : [{ of: version, trace }]));
  }
}

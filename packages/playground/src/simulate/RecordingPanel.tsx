import { useState } from 'react';
import { Field } from '../design/Field.js';
import { Notice } from '../design/Notice.js';
import { Panel } from '../design/Panel.js';
import { Table } from '../design/Table.js';
import { Tabs } from '../design/Tabs.js';
import { Editor } from '../editor/Editor.js';
import formStyles from './Form.module.css';
import type { RecordedScenario } from './play.js';
import { lastingText, sharesText } from './recording-text.js';
import type { GatewaySummary, RecordingSummary } from './recording-summary.js';
import styles from './RecordingPanel.module.css';

interface RecordingPanelProps {
  readonly name: string;
  readonly recording: RecordingSummary;
  readonly scenario: RecordedScenario;
  readonly onChange: (scenario: RecordedScenario) => void;
}

/** What was recorded, and the gateway's file that is played on it. */
export function RecordingPanel({ name, recording, scenario, onChange }: RecordingPanelProps) {
  const [form, setForm] = useState('reads');
  const { gateways, lines, from, to, every, by, isCut } = recording;
  const gateway = gateways[scenario.gateway];
  if (gateway === undefined) return null;
  return (
    <Panel title="Recording">
      <p className={formStyles['about']}>
        {name}: {lines} {lines === 1 ? 'line' : 'lines'}, one every {lastingText(every)}, from{' '}
        <time dateTime={new Date(from).toISOString()}>{new Date(from).toLocaleString()}</time> for{' '}
        {lastingText(to - from)}; recorded by {by}
        {isCut ? '; its last line was cut off and is left out' : ''}
      </p>
      {gateways.length > 1 && (
        <Field label="gateway">
          {(attributes) => (
            <select
              {...attributes}
              value={scenario.gateway}
              onChange={(event) => {
                const place = Number(event.target.value);
                onChange({ ...scenario, gateway: place, file: gateways[place]?.text ?? '', gates: [] });
              }}
            >
              {gateways.map((each, place) => (
                <option key={place} value={place}>
                  {each.name}
                </option>
              ))}
            </select>
          )}
        </Field>
      )}
      <Notice tone="wait">
        the metrics do not follow the weights that are played: {sharesText(gateway.shares)}
      </Notice>
      <Tabs
        label="what is played"
        selected={form}
        onSelect={setForm}
        tabs={[
          { name: 'reads', title: 'What was read' },
          { name: 'file', title: 'Gateway file' },
        ]}
      >
        {form === 'reads' ? (
          <Reads gateway={gateway} lines={lines} />
        ) : (
          <div className={formStyles['group']}>
            <p className={formStyles['about']}>
              the gateway as it was recorded; change its policy to see what that would have decided
            </p>
            <Editor
              label="gateway file"
              language="yaml"
              value={scenario.file}
              onChange={(file) => onChange({ ...scenario, file })}
              lines={24}
            />
          </div>
        )}
      </Tabs>
    </Panel>
  );
}

function Reads({ gateway, lines }: { readonly gateway: GatewaySummary; readonly lines: number }) {
  return (
    <Table label="what was read" columns={['read', 'unit', 'known in']} look="reads">
      {gateway.reads.map(({ text, unit, known }) => (
        <tr key={text}>
          <th scope="row">{text}</th>
          <td>{unit ?? ''}</td>
          <td className={styles['known']}>{known === lines ? 'all lines' : `${known} of ${lines}`}</td>
        </tr>
      ))}
    </Table>
  );
}

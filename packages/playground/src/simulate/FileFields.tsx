import { Button } from '../design/Button.js';
import { Editor } from '../editor/Editor.js';
import type { SectionState } from '../state/use-kept-state.js';
import styles from './Form.module.css';
import { gatewayFile } from './gateway-file.js';
import type { Scenario } from './scenario.js';

interface FileFieldsProps {
  readonly scenario: Scenario;
  readonly change: SectionState<Scenario>['change'];
}

/** The gateway's file that is played: the form's, until it is written in by hand. */
export function FileFields({ scenario, change }: FileFieldsProps) {
  const isOwn = scenario.file !== null;
  return (
    <div className={styles['group']}>
      <div className={styles['head']}>
        <p className={styles['about']}>
          {isOwn
            ? 'this file is played, whatever the form of the policy says'
            : 'what the form describes; write in it and it counts instead of the form'}
        </p>
        {isOwn && (
          <Button onClick={() => change('the file', (before) => ({ ...before, file: null }))}>
            back to the form
          </Button>
        )}
      </div>
      <Editor
        label="gateway file"
        language="yaml"
        value={gatewayFile(scenario)}
        onChange={(file) =>
          change('the file', (before) => (file === gatewayFile(before) ? before : { ...before, file }))
        }
        lines={24}
      />
    </div>
  );
}

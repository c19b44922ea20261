import { useState } from 'react';
import { Button } from '../design/Button.js';
import { Notice } from '../design/Notice.js';
import { useNewBuild } from '../offline/new-build.js';
import styles from './App.module.css';

/** Tells that a newer version of the app can be had, above the page so that nothing in it moves. */
export function NewBuild() {
  const hasCome = useNewBuild();
  const [isPutOff, setPutOff] = useState(false);
  if (!hasCome || isPutOff) return null;
  return (
    <div className={styles['news']}>
      <Notice
        tone="plain"
        actions={
          <>
            <Button look="primary" onClick={() => location.reload()}>
              Load it
            </Button>
            <Button onClick={() => setPutOff(true)}>Later</Button>
          </>
        }
      >
        a newer version of this app is there; what you wrote is kept
      </Notice>
    </div>
  );
}

import { useState } from 'react';
import { Button } from '../design/Button.js';
import { Panel } from '../design/Panel.js';
import { openState } from '../share/open-state.js';
import { TourPanel } from '../tour/TourPanel.js';
import type { Example } from './example.js';
import { EXAMPLE_GROUPS } from './groups.js';
import styles from './ExamplesView.module.css';

/** Where to begin: a tour, and texts to change. */
export default function ExamplesView() {
  return (
    <div className={styles['views']}>
      <TourPanel />
      {EXAMPLE_GROUPS.map(({ title, examples }) => (
        <Panel key={title} title={title}>
          <ul className={styles['group']}>
            {examples.map((example) => (
              <Card key={example.title} example={example} />
            ))}
          </ul>
        </Panel>
      ))}
    </div>
  );
}

function Card({ example }: { readonly example: Example }) {
  const [isOpening, setOpening] = useState(false);
  return (
    <li className={styles['card']}>
      <h3>{example.title}</h3>
      <p className={styles['about']}>{example.about}</p>
      <Button
        label={`open: ${example.title}`}
        unavailable={isOpening ? 'opening' : null}
        onClick={() => {
          setOpening(true);
          void openState(example.section, example.state);
        }}
      >
        Open
      </Button>
    </li>
  );
}

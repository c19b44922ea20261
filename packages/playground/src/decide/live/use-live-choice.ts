import { useCallback, useState } from 'react';
import { attachedVersion } from '../../console/attached.js';
import { TAB_STORAGE } from '../../state/tab-storage.js';
import type { Live } from './live-answer.js';
import { keepChoice, keptChoice, type LiveChoice } from './live-choice.js';

/** Where the values of the page come from. */
export interface ValuesSource {
  /** False where there is no runtime behind the page. */
  readonly isOffered: boolean;
  /** Null where they are typed. */
  readonly choice: LiveChoice;
  /** What was told last; null where values are typed, and before anything was told. */
  readonly live: Live | null;
  readonly onLive: (live: Live) => void;
  readonly choose: (choice: LiveChoice) => void;
}

/** The reader's choice of a source, which a reload keeps. */
export function useLiveChoice(): ValuesSource {
  const isOffered = attachedVersion() !== null;
  const [choice, setChoice] = useState<LiveChoice>(() => (isOffered ? keptChoice(TAB_STORAGE) : null));
  const [live, onLive] = useState<Live | null>(null);
  const choose = useCallback((next: LiveChoice) => {
    setChoice(next);
    onLive(null);
    keepChoice(TAB_STORAGE, next);
  }, []);
  return { isOffered, choice, live: choice === null ? null : live, onLive, choose };
}

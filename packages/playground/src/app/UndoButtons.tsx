import { useEffect } from 'react';
import { Button } from '../design/Button.js';
import { useKeptStateNamed } from '../state/use-kept-state.js';

/** Takes back changes of the section on the page; also by the keys that every program has for it, outside of text fields. */
export function UndoButtons({ section }: { readonly section: string }) {
  const [snapshot, kept] = useKeptStateNamed(section);

  useEffect(() => {
    if (kept === null) return;
    const ending = new AbortController();
    const onKeyDown = (event: KeyboardEvent): void => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || isTextField(event.target)) return;
      const key = event.key.toLowerCase();
      const redoes = key === 'y' || (key === 'z' && event.shiftKey);
      if (!redoes && key !== 'z') return;
      event.preventDefault();
      if (redoes) kept.redo();
      else kept.undo();
    };
    addEventListener('keydown', onKeyDown, { signal: ending.signal });
    return () => ending.abort();
  }, [kept]);

  const undoes = snapshot?.undoes ?? null;
  const redoes = snapshot?.redoes ?? null;
  return (
    <>
      <Button
        look="plain"
        label={undoes === null ? 'undo' : `undo the change of ${undoes}`}
        unavailable={undoes === null ? 'nothing to undo' : null}
        onClick={() => kept?.undo()}
      >
        <span aria-hidden="true">↶</span>
      </Button>
      <Button
        look="plain"
        label={redoes === null ? 'redo' : `redo the change of ${redoes}`}
        unavailable={redoes === null ? 'nothing to redo' : null}
        onClick={() => kept?.redo()}
      >
        <span aria-hidden="true">↷</span>
      </Button>
    </>
  );
}

/** A text field undoes its own typing; boxes to tick and sliders have none. */
const TEXT_FIELDS =
  'input:not([type=checkbox], [type=radio], [type=range]), textarea, [contenteditable], .monaco-editor';

function isTextField(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest(TEXT_FIELDS) !== null;
}

import { useState } from 'react';
import { Field } from './Field.js';
import styles from './NumberField.module.css';

interface NumberFieldProps {
  readonly label: string;
  readonly hint?: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step?: number;
  /** The number is shown so many times as large: 100 for a share as a percentage. */
  readonly scale?: number;
  /** Also a slider, up to this much of what is shown. */
  readonly slider?: number;
  readonly onChange: (value: number) => void;
}

/** A number within limits; what is typed stays as it is typed, and counts once it is one. */
export function NumberField({
  label,
  hint,
  value,
  min,
  max,
  step = 1,
  scale = 1,
  slider,
  onChange,
}: NumberFieldProps) {
  const text = String(round(value * scale));
  const [draft, setDraft] = useState(text);
  const typed = numberIn(draft, min * scale, max * scale, step);
  // The value has become another one by another way than typing.
  const shown = typed === null || round(value * scale) === typed ? draft : text;
  const problem =
    numberIn(shown, min * scale, max * scale, step) === null
      ? `a ${step === 1 ? 'whole ' : ''}number from ${round(min * scale)} to ${round(max * scale)}`
      : null;

  const take = (next: string): void => {
    setDraft(next);
    const number = numberIn(next, min * scale, max * scale, step);
    if (number !== null) onChange(number / scale);
  };

  return (
    <Field label={label} {...(hint === undefined ? {} : { hint })} problem={problem}>
      {(attributes) => (
        <div className={styles['number']}>
          <input
            {...attributes}
            type="text"
            inputMode="decimal"
            value={shown}
            spellCheck={false}
            onChange={(event) => take(event.target.value)}
          />
          {slider !== undefined && (
            <input
              type="range"
              aria-label={`${label}, as a slider`}
              min={min * scale}
              max={slider}
              step={step}
              value={Math.min(slider, value * scale)}
              onChange={(event) => take(event.target.value)}
            />
          )}
        </div>
      )}
    </Field>
  );
}

function numberIn(text: string, min: number, max: number, step: number): number | null {
  const number = Number(text);
  const isNumber = text.trim() !== '' && number >= min && number <= max;
  return isNumber && (step !== 1 || Number.isInteger(number)) ? number : null;
}

/** Without what is left over from counting in binary. */
function round(value: number): number {
  return Number(value.toPrecision(12));
}

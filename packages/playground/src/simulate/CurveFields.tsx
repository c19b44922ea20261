import { Field } from '../design/Field.js';
import { SHAPES, type Curve, type Shape } from './curve.js';
import styles from './Form.module.css';
import { NumberField } from '../design/NumberField.js';
import { LIMITS } from './scenario.js';

interface CurveFieldsProps {
  /** What the number is: `errors of version1`. */
  readonly label: string;
  readonly unit: string;
  readonly curve: Curve;
  readonly max: number;
  readonly step: number;
  readonly scale: number;
  readonly slider: number;
  readonly onChange: (curve: Curve) => void;
}

const SHAPE_WORDS: Readonly<Record<Shape, string>> = {
  constant: 'stays as it is',
  step: 'changes for good',
  spike: 'changes for a while',
  leak: 'creeps there and stays',
  none: 'is 0 for a while',
};

/** A number and what happens to it in the course of a release. */
export function CurveFields({ label, unit, curve, max, step, scale, slider, onChange }: CurveFieldsProps) {
  const { base, shape, at, to, lasting } = curve;
  const limits = { min: 0, max, step, scale };
  return (
    <fieldset className={styles['curve']}>
      <legend>{label}</legend>
      <NumberField
        label={`${label} in ${unit}`}
        {...limits}
        slider={slider}
        value={base}
        onChange={(value) => onChange({ ...curve, base: value })}
      />
      <Field label={`what happens to ${label}`}>
        {(attributes) => (
          <select
            {...attributes}
            value={shape}
            onChange={(event) => {
              const chosen = SHAPES.find((each) => each === event.target.value);
              if (chosen !== undefined) onChange({ ...curve, shape: chosen });
            }}
          >
            {SHAPES.map((each) => (
              <option key={each} value={each}>
                {SHAPE_WORDS[each]}
              </option>
            ))}
          </select>
        )}
      </Field>
      {shape !== 'constant' && (
        <div className={styles['row']}>
          <NumberField
            label="after seconds"
            min={0}
            max={LIMITS.seconds.max}
            value={at}
            onChange={(value) => onChange({ ...curve, at: value })}
          />
          {shape !== 'none' && (
            <NumberField
              label={`becomes (${unit})`}
              {...limits}
              value={to}
              onChange={(value) => onChange({ ...curve, to: value })}
            />
          )}
          {shape !== 'step' && (
            <NumberField
              label={shape === 'leak' ? 'within seconds' : 'for seconds'}
              {...LIMITS.seconds}
              value={lasting}
              onChange={(value) => onChange({ ...curve, lasting: value })}
            />
          )}
        </div>
      )}
    </fieldset>
  );
}

import { Button } from '../design/Button.js';
import type { MirrorDraft } from './project.js';
import styles from './RouteView.module.css';

interface MirrorFieldProps {
  /** Whose requests are copied, for screen readers. */
  readonly of: string;
  readonly versions: readonly string[];
  readonly mirror: MirrorDraft | null;
  readonly onChange: (mirror: MirrorDraft | null) => void;
}

/** A version that gets copies of a route's requests, if any does. */
export function MirrorField({ of, versions, mirror, onChange }: MirrorFieldProps) {
  const last = versions.at(-1);
  if (mirror === null) {
    return last === undefined ? null : (
      <Button
        look="plain"
        label={`add copies of ${of} to a version`}
        onClick={() => onChange({ version: last, percent: 100 })}
      >
        Add copies
      </Button>
    );
  }
  return (
    <div className={styles['percents']} role="group" aria-label={`copies of ${of}`}>
      <label className={styles['percent']}>
        <span>copies</span>
        <input
          type="number"
          min={0.01}
          max={100}
          step={1}
          value={mirror.percent}
          onChange={({ target: { valueAsNumber } }) =>
            onChange({
              ...mirror,
              percent: Number.isNaN(valueAsNumber) ? 0 : Math.min(100, Math.max(0, valueAsNumber)),
            })
          }
        />
        <span aria-hidden="true">%</span>
      </label>
      <label className={styles['percent']}>
        <span>to</span>
        <select
          value={mirror.version}
          onChange={(event) => onChange({ ...mirror, version: event.target.value })}
        >
          {versions.map((version) => (
            <option key={version}>{version}</option>
          ))}
        </select>
      </label>
      <Button look="plain" label={`copy nothing of ${of}`} onClick={() => onChange(null)}>
        ✕
      </Button>
    </div>
  );
}

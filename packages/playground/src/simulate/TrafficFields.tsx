import { Button } from '../design/Button.js';
import { Field } from '../design/Field.js';
import type { SectionState } from '../state/use-kept-state.js';
import { CurveFields } from './CurveFields.js';
import styles from './Form.module.css';
import { NumberField } from '../design/NumberField.js';
import { LIMITS, type Scenario, type VersionScenario } from './scenario.js';
import { isLabel, withVersion, withoutVersion } from './versions.js';

interface TrafficFieldsProps {
  readonly scenario: Scenario;
  readonly change: SectionState<Scenario>['change'];
}

/** How many requests come, and how each version deals with its share of them. */
export function TrafficFields({ scenario, change }: TrafficFieldsProps) {
  const { versions, traffic, noise, seed } = scenario;
  const set = (what: string, part: Partial<Scenario>): void =>
    change(what, (before) => ({ ...before, ...part }));
  const setVersion = (place: number, what: string, part: Partial<VersionScenario>): void =>
    change(what, (before) => ({
      ...before,
      versions: before.versions.map((each, index) => (index === place ? { ...each, ...part } : each)),
    }));
  return (
    <div className={styles['group']}>
      <CurveFields
        label="traffic"
        unit="requests/s"
        curve={traffic}
        max={LIMITS.requests.max}
        step={0.1}
        scale={1}
        slider={500}
        onChange={(curve) => set('the traffic', { traffic: curve })}
      />
      {versions.map((version, place) => (
        <div key={place} className={styles['version']}>
          <div className={styles['head']}>
            <LabelField
              role={place === 0 ? 'stable' : place === 1 ? 'candidate' : 'third'}
              version={version}
              others={versions.filter((_, index) => index !== place).map(({ label }) => label)}
              onChange={(label) => setVersion(place, 'a name', { label })}
            />
            {place === 2 && (
              <Button onClick={() => change('the versions', withoutVersion)}>without {version.label}</Button>
            )}
          </div>
          <CurveFields
            label={`errors of ${version.label}`}
            unit="%"
            curve={version.errors}
            max={1}
            step={0.01}
            scale={100}
            slider={30}
            onChange={(errors) => setVersion(place, `the errors of ${version.label}`, { errors })}
          />
          <CurveFields
            label={`latency of ${version.label}`}
            unit="ms"
            curve={version.latency}
            max={LIMITS.latency.max}
            step={0.1}
            scale={1000}
            slider={1000}
            onChange={(latency) => setVersion(place, `the latency of ${version.label}`, { latency })}
          />
        </div>
      ))}
      {versions.length === 2 && (
        <div>
          <Button onClick={() => change('the versions', withVersion)}>add a third version</Button>
        </div>
      )}
      <div className={styles['fields']}>
        <NumberField
          label="noise in %"
          hint="how far all of this strays"
          min={0}
          max={1}
          scale={100}
          step={0.1}
          slider={50}
          value={noise}
          onChange={(value) => set('the noise', { noise: value })}
        />
        <NumberField
          label="seed"
          hint="the same seed, the same noise"
          min={0}
          max={2 ** 32 - 1}
          value={seed}
          onChange={(value) => set('the seed', { seed: value })}
        />
      </div>
    </div>
  );
}

interface LabelFieldProps {
  readonly role: string;
  readonly version: VersionScenario;
  readonly others: readonly string[];
  readonly onChange: (label: string) => void;
}

/** The name of a version; one that cannot be is not taken. */
function LabelField({ role, version: { label }, others, onChange }: LabelFieldProps) {
  return (
    <Field label={`${role} version`}>
      {(attributes) => (
        <input
          {...attributes}
          value={label}
          spellCheck={false}
          onChange={(event) => {
            if (isLabel(event.target.value) && !others.includes(event.target.value))
              onChange(event.target.value);
          }}
        />
      )}
    </Field>
  );
}

import { Field } from '../../design/Field.js';
import { NumberField } from '../../design/NumberField.js';
import { labelsIn, type ServiceDraft } from './services.js';
import styles from './Gateway.module.css';

interface ServiceFieldsProps {
  readonly version: string;
  readonly service: ServiceDraft;
  readonly onChange: (part: Partial<ServiceDraft>) => void;
}

/** How a version is reached. */
export function ServiceFields({ version, service, onChange }: ServiceFieldsProps) {
  const isLabelled = labelsIn(service.labels) !== null;
  return (
    <fieldset className={styles['service']}>
      <legend>{version}</legend>
      <Field label={`service of ${version}`}>
        {(attributes) => (
          <input
            {...attributes}
            value={service.service}
            placeholder={version}
            spellCheck={false}
            onChange={(event) => onChange({ service: event.target.value.trim() })}
          />
        )}
      </Field>
      <NumberField
        label={`port of ${version}`}
        value={service.port}
        min={1}
        max={65_535}
        onChange={(port) => onChange({ port })}
      />
      <Field
        label={`labels of ${version}`}
        hint="where versions share a service"
        problem={isLabelled ? null : 'written as `version: v1`, a comma between them'}
      >
        {(attributes) => (
          <input
            {...attributes}
            value={service.labels}
            placeholder="none"
            spellCheck={false}
            onChange={(event) => onChange({ labels: event.target.value })}
          />
        )}
      </Field>
    </fieldset>
  );
}

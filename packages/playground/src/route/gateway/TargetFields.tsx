import { GATEWAY_API_VERSIONS, NEWEST_ISTIO } from '@lamia/lang';
import { Disclosure } from '../../design/Disclosure.js';
import { Field } from '../../design/Field.js';
import { Tick } from '../../design/Tick.js';
import { listenIn, targetsSummary, type TargetsDraft } from './targets-draft.js';
import styles from './Gateway.module.css';

interface TargetFieldsProps {
  readonly targets: TargetsDraft;
  readonly onChange: (part: Partial<TargetsDraft>) => void;
}

const NEWEST_GATEWAY_API = GATEWAY_API_VERSIONS.at(-1) ?? '';

/** What the data planes are: their releases, and how much is written in one rule. */
export function TargetFields({ targets, onChange }: TargetFieldsProps) {
  const { istio, gatewayApi, profile, split, listen, rawAcls } = targets;
  return (
    <Disclosure title="Written for" summary={targetsSummary(targets)}>
      <div className={styles['fields']}>
        <Field label="release of Istio" hint="such as 1.21, or 1.24.4 where a patch matters">
          {(attributes) => (
            <input
              {...attributes}
              value={istio}
              placeholder={`${NEWEST_ISTIO}, the newest`}
              spellCheck={false}
              onChange={(event) => onChange({ istio: event.target.value })}
            />
          )}
        </Field>
        <Field label="release of the Gateway API" hint="how many matches a route may hold">
          {(attributes) => (
            <select
              {...attributes}
              value={gatewayApi}
              onChange={(event) => onChange({ gatewayApi: event.target.value })}
            >
              <option value="">{NEWEST_GATEWAY_API}, the newest</option>
              {GATEWAY_API_VERSIONS.slice(0, -1)
                .reverse()
                .map((version) => (
                  <option key={version}>{version}</option>
                ))}
            </select>
          )}
        </Field>
        <Field label="profile of the Gateway API" hint="whether its implementation has regular expressions">
          {(attributes) => (
            <select
              {...attributes}
              value={profile}
              onChange={(event) => onChange({ profile: event.target.value === 'core' ? 'core' : 're2-full' })}
            >
              <option value="re2-full">re2-full: with regular expressions</option>
              <option value="core">core: without</option>
            </select>
          )}
        </Field>
        <Field
          label="HAProxy listens at"
          problem={listenIn(listen) === null ? 'an address and a port, such as 127.0.0.1:8080' : null}
        >
          {(attributes) => (
            <input
              {...attributes}
              value={listen}
              spellCheck={false}
              onChange={(event) => onChange({ listen: event.target.value })}
            />
          )}
        </Field>
      </div>
      <Tick
        label="one rule for each alternative"
        hint="Istio and Gloo; otherwise alternatives of one route share a rule"
        isTicked={split}
        onChange={(next) => onChange({ split: next })}
      />
      <Tick
        label="raw ACLs go to HAProxy as they are"
        hint="all other data planes refuse them"
        isTicked={rawAcls}
        onChange={(next) => onChange({ rawAcls: next })}
      />
    </Disclosure>
  );
}

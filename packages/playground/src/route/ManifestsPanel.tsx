import { useMemo, useState } from 'react';
import { EmptyState } from '../design/EmptyState.js';
import { Notice } from '../design/Notice.js';
import { Panel } from '../design/Panel.js';
import { Tabs } from '../design/Tabs.js';
import type { SectionState } from '../state/use-kept-state.js';
import { TargetFields } from './gateway/TargetFields.js';
import type { TargetsDraft } from './gateway/targets-draft.js';
import { ManifestView, Sign } from './ManifestView.js';
import type { RouteProject } from './project.js';
import type { GatewayToRead } from './report/gateway-read.js';
import { isUnfinished, manifestsToShow, type Manifests } from './report/manifests-to-show.js';
import { TARGETS, type TargetDescription } from './report/targets.js';
import styles from './RouteView.module.css';
import { spawnManifests } from './spawn-workers.js';
import type { ManifestReport, ManifestsJob } from './worker/jobs.js';
import { useJob } from './worker/use-job.js';
import { useWide } from './use-wide.js';

interface ManifestsPanelProps {
  readonly gateway: GatewayToRead;
  readonly targets: TargetsDraft;
  readonly change: SectionState<RouteProject>['change'];
}

const NONE: Manifests = new Map();

/** What every data plane is given for the routes: side by side, or one at a time where there is no room. */
export function ManifestsPanel({ gateway, targets, change }: ManifestsPanelProps) {
  const job = useMemo<ManifestsJob>(() => ({ project: gateway, targets }), [gateway, targets]);
  const { latest, phase, message } = useJob<ManifestsJob, ManifestReport>(spawnManifests, job);
  const now = useMemo<Manifests>(
    () => new Map([...latest].map(([target, { report }]) => [target, report.manifest])),
    [latest],
  );
  const [before, setBefore] = useState(NONE);
  const manifests = manifestsToShow(before, now);
  if (manifests !== before) setBefore(manifests);
  const [chosenName, setChosenName] = useState<string>(TARGETS[0]?.name ?? '');
  const isWide = useWide();

  const unfinished = [...now.values()].find(isUnfinished)?.findings[0]?.message ?? null;
  const isKept = [...now].some(([target, manifest]) => manifests.get(target) !== manifest);
  const isOld = ({ name }: TargetDescription): boolean =>
    latest.get(name)?.job !== job || manifests.get(name) !== now.get(name);
  const view = (target: TargetDescription) => {
    const manifest = manifests.get(target.name);
    return manifest === undefined ? (
      <EmptyState title={`${target.title} is being written`}>this takes a moment</EmptyState>
    ) : (
      <ManifestView target={target} manifest={manifest} isOld={isOld(target)} />
    );
  };
  const chosen = TARGETS.find(({ name }) => name === chosenName);
  return (
    <Panel title="Manifests">
      <TargetFields
        targets={targets}
        onChange={(part) =>
          change('what manifests are written for', (all) => ({
            ...all,
            targets: { ...all.targets, ...part },
          }))
        }
      />
      {(phase === 'late' || phase === 'failed') && (
        <Notice tone="bad">not all manifests were written: {message}</Notice>
      )}
      {/* Always a line, so that nothing moves when it has something else to say. */}
      <p
        role="status"
        aria-label="state of the manifests"
        className={styles[unfinished === null ? 'faint' : 'warning']}
      >
        {unfinished === null
          ? 'what is written was read back as its data plane would, and means what the routes say'
          : `${isKept ? 'these are from before: ' : ''}${unfinished}`}
      </p>
      {isWide ? (
        <div className={styles['sideBySide']}>
          {TARGETS.map((target) => (
            <section
              key={target.name}
              aria-label={`manifest for ${target.title}`}
              className={styles['target']}
            >
              {view(target)}
            </section>
          ))}
        </div>
      ) : (
        <Tabs
          label="data planes"
          selected={chosenName}
          onSelect={setChosenName}
          tabs={TARGETS.map((target) => ({
            name: target.name,
            title: (
              <>
                {target.title} <Sign manifest={manifests.get(target.name) ?? null} />
              </>
            ),
          }))}
        >
          <div className={styles['tab']}>{chosen === undefined ? null : view(chosen)}</div>
        </Tabs>
      )}
    </Panel>
  );
}

import { useMemo, useState } from 'react';
import { EmptyState } from '../design/EmptyState.js';
import { Notice } from '../design/Notice.js';
import { Panel } from '../design/Panel.js';
import { Tabs } from '../design/Tabs.js';
import { ManifestView } from './ManifestView.js';
import type { Manifest } from './report/manifests.js';
import type { RoutesToRead } from './report/routes-read.js';
import { TARGETS, type TargetDescription } from './report/targets.js';
import styles from './RouteView.module.css';
import { spawnManifests } from './spawn-workers.js';
import type { ManifestReport, ManifestsJob } from './worker/jobs.js';
import { useJob } from './worker/use-job.js';
import { useWide } from './use-wide.js';

/** What every data plane is given for the routes: side by side, or one at a time where there is no room. */
export function ManifestsPanel({ project }: { readonly project: RoutesToRead }) {
  const job = useMemo<ManifestsJob>(() => ({ project }), [project]);
  const { latest, phase, message } = useJob<ManifestsJob, ManifestReport>(spawnManifests, job);
  const [shown, setShown] = useState<string>(TARGETS[0]?.name ?? '');
  const isWide = useWide();

  const manifestOf = ({ name }: TargetDescription): Manifest | null =>
    latest.get(name)?.report.manifest ?? null;
  const isOld = (target: TargetDescription): boolean => latest.get(target.name)?.job !== job;
  const view = (target: TargetDescription) => {
    const manifest = manifestOf(target);
    return manifest === null ? (
      <EmptyState title={`${target.title} is being written`}>this takes a moment</EmptyState>
    ) : (
      <ManifestView target={target} manifest={manifest} isOld={isOld(target)} />
    );
  };
  const chosen = TARGETS.find(({ name }) => name === shown);
  return (
    <Panel title="Manifests">
      {(phase === 'late' || phase === 'failed') && (
        <Notice tone="bad">not all manifests were written: {message}</Notice>
      )}
      {isWide ? (
        <div className={styles['sideBySide']}>
          {TARGETS.map((target) => (
            <section
              key={target.name}
              aria-label={`manifest for ${target.title}`}
              className={styles['target']}
            >
              <h3>
                {target.title} <Sign manifest={manifestOf(target)} />
              </h3>
              {view(target)}
            </section>
          ))}
        </div>
      ) : (
        <Tabs
          label="data planes"
          selected={shown}
          onSelect={setShown}
          tabs={TARGETS.map((target) => ({
            name: target.name,
            title: (
              <>
                {target.title} <Sign manifest={manifestOf(target)} />
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

/** Whether there is one, at a glance. */
function Sign({ manifest }: { readonly manifest: Manifest | null }) {
  if (manifest === null) return <span className={styles['faint']}>…</span>;
  const { text, findings } = manifest;
  const warns = findings.some(({ severity }) => severity === 'warning');
  if (text === null) return <span className={styles['bad']}>refused</span>;
  return warns ? <span className={styles['warning']}>!</span> : <span className={styles['good']}>✓</span>;
}

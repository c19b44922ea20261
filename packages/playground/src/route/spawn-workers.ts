/** Vite sees a worker where its address is written out like this. */
export function spawnLive(): Worker {
  return new Worker(new URL('./worker/live-worker.ts', import.meta.url), { type: 'module', name: 'routes' });
}

export function spawnManifests(): Worker {
  return new Worker(new URL('./worker/manifests-worker.ts', import.meta.url), {
    type: 'module',
    name: 'manifests',
  });
}

import { announceNewBuild } from './new-build.js';

/** Who leaves a page open for days is told of a new build within this time. */
const CHECK = 60 * 60 * 1000;

/**
 * Has the browser keep the app's files once the page is there, and tells when a newer build has come. Without that the app works all the
 * same, with a network.
 * @param script the address of the page's first script, whose name holds a hash of all that it loads
 */
export function keepApp(script: string): void {
  // Plain `http` elsewhere than on this machine has no service workers.
  if (!('serviceWorker' in navigator) || !import.meta.env.PROD) return;
  navigator.serviceWorker.addEventListener('controllerchange', () => void lookForNewBuild(script));
  addEventListener('load', () => {
    navigator.serviceWorker.register('./service-worker.js').then(keepLooking, (error: unknown) => {
      // Some browsers forbid it in private windows; nobody who works online misses anything.
      console.info('the app is not kept for use without a network:', error);
    });
  });
}

/** Browsers look for a new worker when a page is loaded; who comes back to one that is open would not hear of it. */
function keepLooking(registration: ServiceWorkerRegistration): void {
  const look = (): void => {
    registration.update().catch(() => undefined); // without a network there is nothing new
  };
  setInterval(look, CHECK);
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') look();
  });
}

/** The worker that keeps the files is another one: of a newer build, or the first that there is. */
async function lookForNewBuild(script: string): Promise<void> {
  try {
    const response = await fetch('./asset-list.json', { cache: 'no-cache' });
    if (response.ok && isOfAnother(await response.json(), script)) announceNewBuild();
  } catch {
    // Without a network the page goes on as it is.
  }
}

function isOfAnother(list: unknown, script: string): boolean {
  const files = typeof list === 'object' && list !== null && 'files' in list ? list.files : null;
  return (
    Array.isArray(files) && !files.some((file) => script === new URL(String(file), document.baseURI).href)
  );
}

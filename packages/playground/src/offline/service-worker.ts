/**
 * Keeps the app's own files, so that it opens without a network after the first visit. It answers for nothing else: what a runtime
 * says is always the runtime's word.
 */
export {};

// The compiler's library calls the global of every kind of worker the same.
const worker = self as unknown as ServiceWorkerGlobalScope;

/** The files of this build, written beside this one by the build. */
interface AssetList {
  /** Changes with any file. */
  readonly version: string;
  /** Relative to this file. */
  readonly files: readonly string[];
}

const PREFIX = 'lamia-app-';
/** The build writes its version here, so that no two builds have the same worker. */
const BUILD = '__LAMIA_BUILD__';
const OWN = PREFIX + BUILD;
/** The page itself, whose name stays while what it loads is named by content. */
const PAGE = new URL('./', worker.location.href).href;

async function assetList(): Promise<AssetList> {
  const response = await fetch('./asset-list.json', { cache: 'no-cache' });
  if (!response.ok) throw new Error(`the list of files answered ${response.status}`);
  return (await response.json()) as AssetList;
}

worker.addEventListener('install', (event) => {
  event.waitUntil(keepFiles());
});

async function keepFiles(): Promise<void> {
  const { version, files } = await assetList();
  if (version !== BUILD) throw new Error(`the server has the files of build ${version}, this is ${BUILD}`);
  const cache = await caches.open(OWN);
  await cache.addAll([PAGE, ...files]);
  // Nothing asks an older worker for anything that this one lacks.
  await worker.skipWaiting();
}

worker.addEventListener('activate', (event) => {
  event.waitUntil(dropOldFiles());
});

async function dropOldFiles(): Promise<void> {
  await worker.clients.claim();
  const others = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== OWN);
  // Pages of the build before may be open, and ask for parts that no server has any more.
  await Promise.all(others.slice(0, -1).map((name) => caches.delete(name)));
}

worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== worker.location.origin) return;
  if (request.mode === 'navigate' && request.url.startsWith(PAGE)) event.respondWith(page(request));
  else if (pathname.startsWith(new URL('assets/', PAGE).pathname)) event.respondWith(asset(request));
});

/** The newest page where there is a network, and the kept one where there is none. */
async function page(request: Request): Promise<Response> {
  try {
    return await fetch(request);
  } catch (error) {
    const kept = await (await caches.open(OWN)).match(PAGE);
    if (kept === undefined) throw error;
    return kept;
  }
}

/** A file that is named by its content never changes. */
async function asset(request: Request): Promise<Response> {
  return (await caches.match(request.url)) ?? (await fetch(request));
}

import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const fromRoot = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/**
 * What the page may do, whoever serves it: run its own scripts and workers, and ask the server it came from. Monaco writes its
 * styles into the page, so that styles may be inline; nothing else may, and no text is ever evaluated.
 */
const CONTENT_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** Only a built page carries the policy: the development server writes scripts into the page. */
const contentPolicy: Plugin = {
  name: 'lamia-content-policy',
  apply: 'build',
  transformIndexHtml: () => [
    {
      tag: 'meta',
      attrs: { 'http-equiv': 'Content-Security-Policy', content: CONTENT_POLICY },
      injectTo: 'head-prepend',
    },
  ],
};

const SERVICE_WORKER = 'service-worker';
/** Stands in the service worker for the version of the build. */
const BUILD_MARK = '__LAMIA_BUILD__';

/**
 * Tells the service worker what to keep: all that a build makes but itself, and a version that changes with any of it. The worker has
 * the version in its text, since by that a browser knows a new one.
 */
const assetList: Plugin = {
  name: 'lamia-asset-list',
  apply: 'build',
  generateBundle(_options, bundle) {
    const files = Object.keys(bundle)
      .filter((name) => name.startsWith('assets/'))
      .sort();
    // Names of assets hold a hash of their content.
    const version = createHash('sha256').update(files.join('\n')).digest('hex').slice(0, 16);
    const source = JSON.stringify({ version, files: [...files, 'icon.svg'] });
    this.emitFile({ type: 'asset', fileName: 'asset-list.json', source });
    const worker = bundle[`${SERVICE_WORKER}.js`];
    if (worker?.type !== 'chunk' || !worker.code.includes(BUILD_MARK))
      throw new Error('the service worker has no place for the version of the build');
    worker.code = worker.code.replaceAll(BUILD_MARK, version);
  },
};

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  // Relative, so that a folder of any server will do.
  base: './',
  plugins: [react(), contentPolicy, assetList],
  resolve: {
    alias: {
      '@lamia/lang': fromRoot('packages/lang/src/index.ts'),
      '@lamia/runtime/engine': fromRoot('packages/runtime/src/engine.ts'),
      // The default entry pulls in hundreds of small files.
      chevrotain: fromRoot('node_modules/chevrotain/lib/chevrotain.mjs'),
    },
  },
  worker: { format: 'es' },
  build: {
    target: 'es2023',
    // The policy allows no font and no script from a `data:` address.
    assetsInlineLimit: 0,
    // The editor is one large chunk, loaded lazily; `npm run bench:web` holds all sizes to their limits.
    chunkSizeWarningLimit: 4000,
    // How long each plugin took is nothing to warn of.
    rolldownOptions: {
      checks: { bundlerTimings: false },
      input: {
        index: fromRoot('packages/playground/index.html'),
        [SERVICE_WORKER]: fromRoot('packages/playground/src/offline/service-worker.ts'),
      },
      output: {
        // A browser knows a service worker by its address, which therefore stays, and which bounds what it may answer for.
        entryFileNames: ({ name }) =>
          name === SERVICE_WORKER ? `${SERVICE_WORKER}.js` : 'assets/[name]-[hash].js',
      },
    },
  },
});

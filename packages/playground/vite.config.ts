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

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  // Relative, so that a folder of any server will do.
  base: './',
  plugins: [react(), contentPolicy],
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
    rolldownOptions: { checks: { bundlerTimings: false } },
  },
});

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

const KIB = 1024;

/** Compressed sizes, in KiB, of what the page loads first, of the editor, and of everything. */
export function sizes(dist) {
  const assets = path.join(dist, 'assets');
  const gz = (name) => gzipSync(readFileSync(path.join(assets, name)), { level: 9 }).length / KIB;
  const names = readdirSync(assets).filter((name) => /\.(js|css)$/.test(name));
  const entry = firstLoaded(dist, assets);
  const sum = (some) => some.reduce((total, name) => total + gz(name), 0);
  return {
    entry: sum(entry),
    entryFiles: entry.length,
    editor: sum(names.filter((name) => /^monaco-editor-.*\.js$/.test(name))),
    all: sum(names),
  };
}

/** The scripts and styles that the first page needs: those it names, the first section's, and what these import at once. */
function firstLoaded(dist, assets) {
  const found = new Set();
  const visit = (name) => {
    if (found.has(name)) return;
    found.add(name);
    if (!name.endsWith('.js')) return;
    const text = readFileSync(path.join(assets, name), 'utf8');
    for (const [, imported] of text.matchAll(/(?:from|import)\s*["'`]\.\/([^"'`]+)["'`]/g)) {
      if (!new RegExp(`import\\(\\s*["'\`]\\./${imported.replaceAll('.', '\\.')}`).test(text))
        visit(imported);
    }
  };
  const page = readFileSync(path.join(dist, 'index.html'), 'utf8');
  for (const [, name] of page.matchAll(/(?:src|href)="\.\/assets\/([^"]+)"/g)) visit(name);
  for (const name of readdirSync(assets)) if (/^DecideView-.*\.(js|css)$/.test(name)) visit(name);
  return [...found];
}

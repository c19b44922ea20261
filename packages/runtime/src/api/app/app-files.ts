import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { errorCode } from '../../errors/error-code.js';

/** One file of the built app. */
export interface AppFile {
  /** `/assets/index-4f3a.js` */
  readonly at: string;
  readonly file: string;
  readonly type: string;
  /** Its name has a hash of its text, so that a browser never needs to ask for it again. */
  readonly isHashed: boolean;
}

/** The app as it is served: its page, which is told that a runtime is behind it, and its files. */
export interface App {
  readonly index: { readonly html: string; readonly etag: string };
  readonly files: readonly AppFile[];
}

/** What is served of a folder; files of other kinds are none of the app's. */
const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.woff2': 'font/woff2',
};

const HASHED = /^\/assets\/[^/]+-[\w-]{8,}\.\w+$/;

/**
 * Reads which files a built app has. They are served by the names found now and no others, so that no path of a request leads out of the
 * folder; links are not followed.
 * @param version the runtime's own, which the page is told in place of having to ask whether it stands alone
 * @returns null where there is no built app
 */
export async function readApp(folder: string, version: string): Promise<App | null> {
  const page = await textOf(join(folder, 'index.html'));
  if (page === null) return null;
  const html = page.replace('<head>', () => `<head>\n    <meta name="lamia-runtime" content="${version}" />`);
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.flatMap((entry): readonly AppFile[] => {
    const file = join(entry.parentPath, entry.name);
    const at = `/${relative(folder, file).split(sep).join('/')}`;
    const type = TYPES[extname(entry.name)];
    if (!entry.isFile() || type === undefined || at === '/index.html') return [];
    return [{ at, file, type, isHashed: HASHED.test(at) }];
  });
  return { index: { html, etag: `"${createHash('sha256').update(html).digest('base64url')}"` }, files };
}

async function textOf(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR') return null;
    throw error;
  }
}

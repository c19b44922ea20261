import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** A whole HTML page, and the content policy under which nothing but itself can run. */
export interface Page {
  readonly html: string;
  readonly contentSecurityPolicy: string;
}

// The build puts the files' text in place of these three calls.
const MARKUP = readFileSync(new URL('./page.html', import.meta.url), 'utf8');
const STYLE = readFileSync(new URL('./page.css', import.meta.url), 'utf8');
const SCRIPT = readFileSync(new URL('./page.js', import.meta.url), 'utf8');

const sourceHash = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** The status page in one piece. Its style and script are allowed by their hashes, so no other inline code runs. */
export function statusPage(): Page {
  return {
    html: MARKUP.replace('<!-- style -->', () => `<style>${STYLE}</style>`).replace(
      '<!-- script -->',
      () => `<script>${SCRIPT}</script>`,
    ),
    contentSecurityPolicy: [
      "default-src 'none'",
      `style-src ${sourceHash(STYLE)}`,
      `script-src ${sourceHash(SCRIPT)}`,
      "connect-src 'self'",
      'img-src data:',
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
    ].join('; '),
  };
}

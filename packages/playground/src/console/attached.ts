/** The version of the runtime that serves this page, which it has written into it; null for a page that stands alone. */
export function attachedVersion(): string | null {
  return document.querySelector('meta[name="lamia-runtime"]')?.getAttribute('content') ?? null;
}

/** What a reader chose; `system` follows the machine. */
export type Theme = 'system' | 'light' | 'dark';

export const THEMES: readonly Theme[] = ['system', 'light', 'dark'];

const KEY = 'lamia.theme';
const DARK = '(prefers-color-scheme: dark)';

/** The choice of an earlier visit. A browser that keeps nothing answers `system`. */
export function keptTheme(): Theme {
  try {
    const kept = localStorage.getItem(KEY);
    return THEMES.find((theme) => theme === kept) ?? 'system';
  } catch {
    return 'system'; // storage is forbidden: the same to a reader as an empty one
  }
}

/** Puts a choice into effect, and into storage where that is allowed. */
export function chooseTheme(theme: Theme): void {
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // Forbidden storage costs the reader the choice at the next visit, and nothing now.
  }
  applyTheme(theme);
}

/** Sets the attribute that tokens.css and the editor's colours go by. */
export function applyTheme(theme: Theme): void {
  document.documentElement.dataset['theme'] = shownTheme(theme);
}

/** Calls back whenever the shown colours change, until the signal ends it. */
export function onShownThemeChange(listener: (shown: 'light' | 'dark') => void, signal: AbortSignal): void {
  const observer = new MutationObserver(() => listener(currentTheme()));
  observer.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  signal.addEventListener('abort', () => observer.disconnect());
}

/** The colours that are on the page now. */
export function currentTheme(): 'light' | 'dark' {
  return document.documentElement.dataset['theme'] === 'dark' ? 'dark' : 'light';
}

/** Follows the machine for as long as the choice is `system`. */
export function followSystemTheme(signal: AbortSignal): void {
  const onChange = (): void => applyTheme(keptTheme());
  matchMedia(DARK).addEventListener('change', onChange, { signal });
}

function shownTheme(theme: Theme): 'light' | 'dark' {
  if (theme !== 'system') return theme;
  return matchMedia(DARK).matches ? 'dark' : 'light';
}

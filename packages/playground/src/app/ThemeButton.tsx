import { useState } from 'react';
import { Button } from '../design/Button.js';
import { chooseTheme, keptTheme, THEMES, type Theme } from './theme.js';

const SIGNS: Readonly<Record<Theme, string>> = { system: '◐', light: '☀', dark: '☾' };

/** Goes round the themes; what is chosen holds at the next visit. */
export function ThemeButton() {
  const [theme, setTheme] = useState(keptTheme);
  const next = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? 'system';
  return (
    <Button
      look="plain"
      label={`colours: ${theme}; change to ${next}`}
      onClick={() => {
        chooseTheme(next);
        setTheme(next);
      }}
    >
      <span aria-hidden="true">{SIGNS[theme]}</span>
    </Button>
  );
}

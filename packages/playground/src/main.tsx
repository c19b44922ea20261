import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/App.js';
import { applyTheme, keptTheme } from './app/theme.js';
import { keepApp } from './offline/keep-app.js';
import './design/tokens.css';
import './design/base.css';

applyTheme(keptTheme());
keepApp(import.meta.url);

const root = document.getElementById('root');
if (root === null) throw new Error('the page has no element `root`');
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);

import { Suspense, useEffect, useRef } from 'react';
import { SharedState } from '../share/SharedState.js';
import { ShareButton } from '../share/ShareButton.js';
import { Tour } from '../tour/Tour.js';
import styles from './App.module.css';
import { Failure } from './Failure.js';
import { NewBuild } from './NewBuild.js';
import { sectionNamed, SECTIONS } from './sections.js';
import { followSystemTheme } from './theme.js';
import { ThemeButton } from './ThemeButton.js';
import { UndoButtons } from './UndoButtons.js';
import { useAddress } from './use-address.js';

/** The frame of every page: where one is, where one can go, and the section itself. */
export function App() {
  const address = useAddress();
  const section = sectionNamed(address.section);
  const main = useRef<HTMLElement>(null);
  const shown = useRef(section.name);

  useEffect(() => {
    const ending = new AbortController();
    followSystemTheme(ending.signal);
    return () => ending.abort();
  }, []);

  useEffect(() => {
    document.title = `${section.title} · Lamia`;
    if (shown.current === section.name) return;
    shown.current = section.name;
    // A new page is read out from its beginning, as one that was loaded would be.
    main.current?.focus();
    scrollTo(0, 0);
  }, [section]);

  return (
    <div className={styles['frame']}>
      <a className={styles['skip']} href="#main" onClick={(event) => skipTo(event, main.current)}>
        skip to the content
      </a>
      <header className={styles['bar']}>
        <a className={styles['brand']} href={`#/${SECTIONS[0]?.name ?? ''}`}>
          <img src="./icon.svg" alt="" width="24" height="24" />
          Lamia
        </a>
        <nav className={styles['nav']} aria-label="sections">
          {SECTIONS.map(({ name, title, about }) => (
            <a
              key={name}
              className={styles['link']}
              href={`#/${name}`}
              title={about}
              {...(name === section.name ? { 'aria-current': 'page' as const } : {})}
            >
              {title}
            </a>
          ))}
        </nav>
        <div className={styles['tools']}>
          <UndoButtons section={section.name} />
          <ShareButton section={section.name} />
          <ThemeButton />
        </div>
      </header>
      <main ref={main} id="main" tabIndex={-1} className={styles['main']}>
        <header className={styles['title']}>
          <h1>{section.title}</h1>
          <p>{section.about}</p>
        </header>
        <Failure key={section.name} what={section.title}>
          <Suspense fallback={<p className={styles['waiting']}>loading {section.title} …</p>}>
            <SharedState address={address} section={section.name}>
              <section.View />
            </SharedState>
          </Suspense>
        </Failure>
      </main>
      <NewBuild />
      <Tour />
    </div>
  );
}

/** The address says where one is in the app, so that a link into the page must not change it. */
function skipTo(event: { preventDefault(): void }, target: HTMLElement | null): void {
  event.preventDefault();
  target?.focus();
}

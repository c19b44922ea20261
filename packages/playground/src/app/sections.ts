import { attachedVersion } from '../console/attached.js';
import { lazy, type ComponentType, type LazyExoticComponent } from 'react';

/** A part of the app with a page of its own. */
export interface Section {
  /** Its name in the address: `#/decide`. */
  readonly name: string;
  readonly title: string;
  /** One line for who has not been there. */
  readonly about: string;
  readonly View: LazyExoticComponent<ComponentType>;
}

/** In the order of the navigation; the first is where a visit without an address begins. */
export const SECTIONS: readonly Section[] = [
  {
    name: 'decide',
    title: 'Decide',
    about: 'which version should get more traffic',
    View: lazy(() => import('../decide/DecideView.js')),
  },
  {
    name: 'simulate',
    title: 'Simulate',
    about: 'how a release would go, tick by tick, before it happens',
    View: lazy(() => import('../simulate/SimulateView.js')),
  },
  {
    name: 'route',
    title: 'Route',
    about: 'which requests go where',
    View: lazy(() => import('../route/RouteView.js')),
  },
  {
    name: 'examples',
    title: 'Examples',
    about: 'a tour of ten minutes, and texts to begin with',
    View: lazy(() => import('../examples/ExamplesView.js')),
  },
  {
    name: 'console',
    title: 'Console',
    about: 'the releases of the runtime behind this page',
    View: lazy(() => import('../console/ConsoleView.js')),
  },
];

/** The section that a part of an address names; without one, the console where a runtime is behind the page, or the first. */
export function sectionNamed(name: string): Section {
  const [first] = SECTIONS;
  if (first === undefined) throw new Error('the app has no section');
  const named = (wanted: string) => SECTIONS.find((section) => section.name === wanted);
  return named(name) ?? (attachedVersion() === null ? null : named('console')) ?? first;
}

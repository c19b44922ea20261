import { catalogueOfText, languageCatalogue } from '@lamia/runtime/engine';
import embedded from '../../../runtime/catalogue/embedded.yaml?raw';
import { Player } from './player.js';
import type { Answer, Ready, Request } from './protocol.js';

/* Releases are played beside the page, so that it stays responsive. */

const catalogue = catalogueOfText('embedded', embedded);
const tell = (message: Answer | Ready): void => postMessage(message);

const player = new Player(catalogue, {
  answer: tell,
  // Requests that came meanwhile are events, and have their turn before a timer that is set now.
  later: (callback) => setTimeout(callback, 0),
  now: () => performance.now(),
});

addEventListener('message', ({ data }: MessageEvent<Request>) => player.take(data));
tell({ kind: 'ready', catalogue: languageCatalogue(catalogue) });

import { catalogueOfText } from '@lamia/runtime/engine';
import embedded from '../../../runtime/catalogue/embedded.yaml?raw';
import { Player } from './player.js';
import type { Request } from './protocol.js';

/* Releases are played beside the page, so that it stays responsive. */

const player = new Player(catalogueOfText('embedded', embedded), {
  answer: (answer) => postMessage(answer),
  // Requests that came meanwhile are events, and have their turn before a timer that is set now.
  later: (callback) => setTimeout(callback, 0),
  now: () => performance.now(),
});

addEventListener('message', ({ data }: MessageEvent<Request>) => player.take(data));

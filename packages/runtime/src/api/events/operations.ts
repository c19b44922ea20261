import { operation, refused, type Operation } from '../operation.js';
import { problem } from '../problem.js';
import { EVENT_FILTER, RELEASE_EVENT } from '../schema/decisions.js';
import { NONE } from '../schema/shapes.js';
import { HEARTBEAT, streamEvents } from './stream.js';

const MOST_STREAMS = 100;

const streamOfEvents = operation(
  {
    id: 'streamEvents',
    method: 'GET',
    at: '/api/v1/events',
    tag: 'events',
    summary: 'Everything that happens from now on, as server-sent events',
    description:
      'Each event is one of those that `lamia run --json` prints, named by its `kind`. A client that comes back sends the last id that it got as `Last-Event-ID` and is told what it missed, or gets the event `missed` where some of that is not kept any more. A client that does not read is dropped.',
    role: 'viewer',
    path: NONE,
    query: EVENT_FILTER,
    body: null,
    headers: { 'last-event-id': 'the id of the last event that the client got' },
    answers: {
      200: {
        description: 'events until either side ends it',
        contentType: 'text/event-stream',
        schema: RELEASE_EVENT,
      },
    },
    refusals: { 503: 'too many streams are open' },
  },
  ({ query: { gateway, namespace }, headers }, { events, control }) => {
    if (events.listeners >= MOST_STREAMS) return refused(problem(503, 'too many streams are open; end one'));
    const id = headers['last-event-id'];
    const from = events.resume(typeof id === 'string' ? id : null);
    return {
      kind: 'stream',
      type: 'text/event-stream',
      begin: (out) =>
        streamEvents(events, out, {
          from,
          heartbeat: HEARTBEAT,
          wanted: (event) =>
            (gateway === undefined || event.gateway === gateway) &&
            (namespace === undefined || control.find(event.gateway)?.gateway.namespace === namespace),
        }),
    };
  },
);

export const EVENT_OPERATIONS: readonly Operation[] = [streamOfEvents];

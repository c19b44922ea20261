import { createContext, useContext } from 'react';
import type { Schemas } from '../../../runtime/src/client/api-types.js';
import type { RuntimeClient } from '../runtime-api/client.js';
import type { LiveState } from '../runtime-api/live.js';
import type { TokenKeeper } from '../runtime-api/token.js';
import type { SeenEvent } from './seen-event.js';

/** A reader whom the runtime knows. */
export interface Session {
  readonly client: RuntimeClient;
  readonly keeper: TokenKeeper;
  readonly runtime: Schemas['Runtime'];
  readonly live: LiveState;
  /** Another number whenever something has happened, so that what is shown is asked for anew. */
  readonly pulse: number;
  /** Has what is shown asked for anew, after something was done. */
  readonly refresh: () => void;
  /** What has happened since the page was opened, newest first. */
  readonly events: readonly SeenEvent[];
  /** Has the runtime look at the reader's token again. */
  readonly enterAgain: () => void;
}

export const SessionContext = createContext<Session | null>(null);

/** The session that a page of the console is in. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (session === null) throw new Error('there is no session here');
  return session;
}

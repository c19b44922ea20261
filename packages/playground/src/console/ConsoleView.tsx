import { useEffect, useMemo } from 'react';
import { useAddress } from '../app/use-address.js';
import { Button } from '../design/Button.js';
import { EmptyState } from '../design/EmptyState.js';
import { Notice } from '../design/Notice.js';
import { CLIENT, KEEPER } from '../runtime-api/attached-runtime.js';
import { attachedVersion } from './attached.js';
import { ConsoleBar } from './ConsoleBar.js';
import { EntitiesPage } from './EntitiesPage.js';
import { GatewayList } from './GatewayList.js';
import { GatewayPage } from './GatewayPage.js';
import { SessionContext, type Session } from './session.js';
import { SettingsPage } from './SettingsPage.js';
import { SignIn } from './SignIn.js';
import { useBegunPage } from './use-begun-page.js';
import { useEntrance } from './use-entrance.js';
import { useLive } from './use-live.js';

/** The console of the runtime that serves this page. */
export default function ConsoleView() {
  return attachedVersion() === null ? <Detached /> : <Attached />;
}

function Detached() {
  return (
    <EmptyState title="No runtime is attached">
      This page stands alone. <code>lamia run shop.yaml --listen 127.0.0.1:8090</code> serves it with a
      runtime behind it; open its address, and the console is here.
    </EmptyState>
  );
}

function Attached() {
  const [entrance, enterAgain] = useEntrance(CLIENT);
  const live = useLive(CLIENT, entrance.kind === 'in');
  const isRefused = live.state.kind === 'refused';
  useEffect(() => {
    if (isRefused) enterAgain();
  }, [isRefused, enterAgain]);
  const runtime = entrance.kind === 'in' ? entrance.runtime : null;
  const session = useMemo<Session | null>(
    () =>
      runtime === null
        ? null
        : {
            client: CLIENT,
            keeper: KEEPER,
            runtime,
            live: live.state,
            pulse: live.pulse,
            refresh: live.beat,
            events: live.events,
            enterAgain,
          },
    [runtime, live, enterAgain],
  );
  const {
    path: [place = 'gateways', name = ''],
  } = useAddress();
  useBegunPage(
    entrance.kind === 'asking' ? null : entrance.kind === 'in' ? `${place}/${name}` : entrance.kind,
  );
  if (entrance.kind === 'asking') return <p>asking the runtime …</p>;
  if (entrance.kind === 'token-needed') return <SignIn keeper={KEEPER} onEnter={enterAgain} />;
  if (entrance.kind === 'outside' || session === null) {
    return (
      <Notice tone="bad" actions={<Button onClick={enterAgain}>try now</Button>}>
        {entrance.kind === 'outside' ? entrance.why : 'the runtime cannot be reached'}; it is tried again
        every three seconds
      </Notice>
    );
  }
  return (
    <SessionContext value={session}>
      <ConsoleBar />
      <Place />
    </SessionContext>
  );
}

/** The page that the address names. */
function Place() {
  const {
    path: [place, name, part],
  } = useAddress();
  switch (place) {
    case 'entities':
      return <EntitiesPage />;
    case 'settings':
      return <SettingsPage />;
    default:
      return name === undefined ? (
        <GatewayList />
      ) : (
        <GatewayPage key={name} name={name} part={part ?? 'overview'} />
      );
  }
}

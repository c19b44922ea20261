import type { ReactNode } from 'react';
import { Button } from '../design/Button.js';
import { Notice } from '../design/Notice.js';
import { CLIENT, KEEPER } from '../runtime-api/attached-runtime.js';
import { SignIn } from './SignIn.js';
import { useEntrance } from './use-entrance.js';

interface LetInProps {
  /** @param onUnknown to be told when the runtime does not know the reader any more */
  readonly children: (onUnknown: () => void) => ReactNode;
}

/** Something for which the runtime has to know the reader: it is asked for a token first where the runtime wants one. */
export function LetIn({ children }: LetInProps) {
  const [entrance, enterAgain] = useEntrance(CLIENT);
  switch (entrance.kind) {
    case 'asking':
      return <p>asking the runtime …</p>;
    case 'token-needed':
      return <SignIn keeper={KEEPER} onEnter={enterAgain} />;
    case 'outside':
      return (
        <Notice tone="bad" actions={<Button onClick={enterAgain}>try now</Button>}>
          {entrance.why}; it is tried again every three seconds
        </Notice>
      );
    case 'in':
      return children(enterAgain);
  }
}

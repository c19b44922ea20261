import { useState } from 'react';
import { fragmentOf } from '../app/address.js';
import { Button } from '../design/Button.js';
import { Dialog } from '../design/Dialog.js';
import { Field } from '../design/Field.js';
import { Notice } from '../design/Notice.js';
import { useKeptStateNamed } from '../state/use-kept-state.js';
import { pack } from './packed.js';

type Copying = 'not yet' | 'copied' | 'by hand';

/** Makes a link that carries all of the section's state behind the `#`, which no browser sends to a server. */
export function ShareButton({ section }: { readonly section: string }) {
  const [snapshot] = useKeptStateNamed(section);
  const [link, setLink] = useState<string | null>(null);
  const [copying, setCopying] = useState<Copying>('not yet');

  const share = async (): Promise<void> => {
    if (snapshot === null) return;
    const fragment = fragmentOf({ section, path: [], shared: await pack(snapshot.state) });
    const made = new URL(fragment, location.href).href;
    setCopying('not yet');
    setLink(made);
    try {
      await navigator.clipboard.writeText(made);
      setCopying('copied');
    } catch {
      setCopying('by hand'); // no clipboard without permission or encryption: the link is there to be copied
    }
  };

  return (
    <>
      <Button
        look="plain"
        label="share by link"
        unavailable={snapshot === null ? 'this page has nothing to share' : null}
        onClick={() => void share()}
      >
        Share
      </Button>
      {link !== null && (
        <Dialog title="Share by link" onClose={() => setLink(null)}>
          <p>
            The link carries everything on this page. Nothing is sent anywhere: whoever opens it has it all.
          </p>
          <Field label="link" hint={`${link.length} characters`}>
            {(attributes) => (
              <textarea
                {...attributes}
                readOnly
                rows={4}
                value={link}
                onFocus={(event) => event.target.select()}
              />
            )}
          </Field>
          {copying === 'copied' && <Notice tone="good">copied</Notice>}
          {copying === 'by hand' && (
            <Notice tone="wait">this browser did not allow copying; select the link and copy it</Notice>
          )}
        </Dialog>
      )}
    </>
  );
}

import type { ReactNode } from 'react';
import { Notice } from '../design/Notice.js';
import { failureText } from '../runtime-api/result.js';
import type { Action } from './use-action.js';

/** What came of something, where it was asked for. */
export function ActionNotice({ action, actions }: { readonly action: Action; readonly actions?: ReactNode }) {
  switch (action.kind) {
    case 'none':
      return null;
    case 'under-way':
      return <Notice tone="plain">asking the runtime …</Notice>;
    case 'done':
      return <Notice tone="good">{action.text}</Notice>;
    case 'failed':
      return (
        <Notice tone="bad" {...(actions === undefined ? {} : { actions })}>
          it was not done: {failureText(action.failed)}
        </Notice>
      );
  }
}

import type { ReactNode } from 'react';
import { Notice } from '../design/Notice.js';
import type { Loaded } from './use-loaded.js';

interface ShownProps<T> {
  readonly of: Loaded<T>;
  /** What is asked for, for the sentences about it. */
  readonly what: string;
  readonly children: (value: T) => ReactNode;
}

/** Something that was asked of the runtime, in the state in which it is: a failure stands where the thing would. */
export function Shown<T>({ of, what, children }: ShownProps<T>) {
  switch (of.kind) {
    case 'loading':
      return <p>asking for {what} …</p>;
    case 'failed':
      return (
        <Notice tone="bad">
          {what} cannot be shown: {of.why}
        </Notice>
      );
    case 'ready':
      return (
        <>
          {of.problem !== null && (
            <Notice tone="wait">
              {what} may be old: {of.problem}
            </Notice>
          )}
          {children(of.value)}
        </>
      );
  }
}

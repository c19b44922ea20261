import { Component, type ReactNode } from 'react';
import { Button } from '../design/Button.js';
import { Notice } from '../design/Notice.js';

interface FailureProps {
  /** What failed, for the sentence about it. */
  readonly what: string;
  readonly children: ReactNode;
}

interface FailureState {
  readonly message: string | null;
}

/** Keeps a fault of one part from taking the page with it, and says what it was. */
export class Failure extends Component<FailureProps, FailureState> {
  override readonly state: FailureState = { message: null };

  static getDerivedStateFromError(error: unknown): FailureState {
    return { message: error instanceof Error ? error.message : String(error) };
  }

  override render(): ReactNode {
    if (this.state.message === null) return this.props.children;
    return (
      <Notice
        tone="bad"
        actions={<Button onClick={() => this.setState({ message: null })}>try again</Button>}
      >
        {this.props.what} failed: {this.state.message}. What you wrote is kept; loading the page anew may
        help.
      </Notice>
    );
  }
}

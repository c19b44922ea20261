import { Panel } from '../design/Panel.js';

/** Which version should get more traffic. */
export default function DecideView() {
  return <Panel title="Expression">…</Panel>;
}

import type { Address, Gateway } from '../config/gateway.js';
import type { ReleaseEvent } from '../release/events.js';
import type { Phase } from '../release/state.js';
import { sharesOf } from '../release/shares.js';
import { hostPort } from '../routing/host-port.js';
import { decisionEntry, routeView } from './decision-entry.js';
import type { DecisionEntry, GatewayView, RouteView, StatusView } from './view.js';

/** So many ticks of each gateway are kept at most. */
const KEPT = 100;

/** So many of all gateways together: with thousands of them a hundred of each would fill the memory. The log has the rest. */
const KEPT_IN_ALL = 20_000;

interface Entry {
  gateway: Gateway;
  phase: Phase | null;
  reason: string;
  stable: string;
  routes: readonly RouteView[];
  /** Newest first. */
  decisions: readonly DecisionEntry[];
}

/** What is known of every gateway, put together from the runtime's events. */
export class StatusBoard implements StatusView {
  readonly #entries: Map<string, Entry>;
  readonly #address: (gateway: string) => Address | null;

  /** @param address where the data plane accepts a gateway's requests, as far as it is known */
  constructor(gateways: readonly Gateway[], address: (gateway: string) => Address | null) {
    this.#entries = new Map(gateways.map((gateway) => [gateway.name, blank(gateway)]));
    this.#address = address;
  }

  /** A gateway has come, or has another description. */
  put(gateway: Gateway): void {
    const entry = this.#entries.get(gateway.name);
    if (entry === undefined) this.#entries.set(gateway.name, blank(gateway));
    else entry.gateway = gateway;
  }

  /** A gateway is gone, or never came. */
  forget(gateway: string): void {
    this.#entries.delete(gateway);
  }

  /** Takes in what has happened. Events of gateways that it was not made for are left aside. */
  note(event: ReleaseEvent): void {
    const entry = this.#entries.get(event.gateway);
    if (entry === undefined) return;
    entry.reason = event.reason;
    switch (event.kind) {
      case 'started':
        entry.phase = 'Pending';
        entry.stable = event.identity.stable;
        return;
      case 'resumed':
        entry.phase = event.phase;
        entry.stable = event.identity.stable;
        return;
      case 'ticked':
        entry.phase = event.record.phase;
        entry.routes = event.record.routes.map((route) => routeView(route));
        entry.decisions = [decisionEntry(event.record), ...entry.decisions].slice(0, this.#kept());
        return;
      case 'confirmed':
      case 'repaired':
        entry.routes = event.routes.map((route) => routeView(route));
        return;
      case 'aborted':
        entry.phase = 'RollingBack';
        return;
      case 'ended':
        entry.phase = event.phase;
        entry.stable = event.stable;
        return;
      case 'waiting':
        entry.phase = 'Waiting';
        return;
      case 'removed':
        this.forget(event.gateway);
        return;
      case 'gate-answered':
      case 'gate-unanswered':
      case 'operated':
      case 'shifted':
      case 'superseded':
      case 'target-failed':
      case 'target-returned':
      case 'source-warned':
      case 'tick-failed':
        return;
    }
  }

  /** The last one in any case. */
  #kept(): number {
    return Math.min(KEPT, Math.max(1, Math.floor(KEPT_IN_ALL / this.#entries.size)));
  }

  gateways(): readonly GatewayView[] {
    return [...this.#entries.values()].map((entry) => this.#status(entry));
  }

  decisions(gateway: string, limit: number): readonly DecisionEntry[] | null {
    return this.#entries.get(gateway)?.decisions.slice(0, limit) ?? null;
  }

  #status({ gateway, phase, reason, stable, routes }: Entry): GatewayView {
    const address = this.#address(gateway.name);
    return {
      name: gateway.name,
      namespace: gateway.namespace,
      application: gateway.application,
      target: gateway.target.kind,
      address: address === null ? null : hostPort(address),
      phase,
      reason,
      stable,
      candidate: gateway.candidate,
      routes,
    };
  }
}

function blank(gateway: Gateway): Entry {
  return {
    gateway,
    phase: null,
    reason: 'nothing has happened yet',
    stable: gateway.baseline,
    routes: gateway.routes.map(({ name, weights }) => routeView(sharesOf(name, weights))),
    decisions: [],
  };
}

/** An application that is to be reached from outside of its cluster. */
export interface Exposure {
  /** Also the name of every object that is made. */
  readonly application: string;
  /** Null: wherever the objects are applied. */
  readonly namespace: string | null;
  /** Of the service. */
  readonly port: number;
  /** Of the pods, by number or by name. */
  readonly targetPort: number | string;
  /** `shop.example`, or `*.shop.example` for those below it. */
  readonly host: string;
  readonly entry: Entry;
}

/** What takes requests from outside. */
export type Entry =
  /** The class that the cluster takes by itself where null. */
  | { readonly kind: 'ingress'; readonly className: string | null }
  /** A Gateway of the Gateway API that is there already; null is the application's own namespace, and every listener. */
  | {
      readonly kind: 'gateway';
      readonly name: string;
      readonly namespace: string | null;
      readonly listener: string | null;
    }
  /** A Gateway of the Gateway API for this application alone. */
  | { readonly kind: 'new-gateway'; readonly className: string };

/** What keeps a token for a tab's life: the browser's `sessionStorage`. It may throw where a browser forbids storage. */
export interface TabStorage {
  getItem(key: string): string | null;
  setItem(key: string, text: string): void;
  removeItem(key: string): void;
}

const KEY = 'lamia.token';

/**
 * The reader's token: in memory, gone with the page, unless the reader has it kept for as long as the tab is open. It is never in storage
 * that outlives the tab.
 */
export class TokenKeeper {
  readonly #storage: TabStorage;
  #token: string | null;
  #isKept: boolean;

  constructor(storage: TabStorage) {
    this.#storage = storage;
    this.#token = quietly(() => storage.getItem(KEY)) ?? null;
    this.#isKept = this.#token !== null;
  }

  get token(): string | null {
    return this.#token;
  }

  /** Whether it outlives a reload of the page. */
  get isKept(): boolean {
    return this.#isKept;
  }

  use(token: string, keep: boolean): void {
    this.forget();
    this.#token = token;
    if (!keep) return;
    this.#isKept =
      quietly(() => {
        this.#storage.setItem(KEY, token);
        return true;
      }) ?? false;
  }

  forget(): void {
    this.#token = null;
    this.#isKept = false;
    quietly(() => this.#storage.removeItem(KEY));
  }
}

/** Null where storage is forbidden: the token is in memory then, as without being kept. */
function quietly<T>(use: () => T): T | null {
  try {
    return use();
  } catch {
    return null;
  }
}

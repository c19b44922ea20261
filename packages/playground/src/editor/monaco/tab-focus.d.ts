/** What the tab key does in all editors; Monaco has no types for it. Its option `tabFocusMode` would not let `Ctrl+M` change it. */
declare module 'monaco-editor/editor/browser/config/tabFocus' {
  export const TabFocus: {
    setTabFocusMode(movesFocus: boolean): void;
  };
}

/** Has the browser keep the app's files once the page is there. Without that the app works all the same, with a network. */
export function keepApp(): void {
  // Plain `http` elsewhere than on this machine has no service workers.
  if (!('serviceWorker' in navigator) || !import.meta.env.PROD) return;
  addEventListener('load', () => {
    navigator.serviceWorker.register('./service-worker.js').catch((error: unknown) => {
      // Some browsers forbid it in private windows; nobody who works online misses anything.
      console.info('the app is not kept for use without a network:', error);
    });
  });
}

/**
 * Returns whether the page is visible in its browser tab.
 *
 * Returns `undefined` in Wix page code, which runs in a worker without a document.
 */
export function isPageVisible(): boolean | undefined {
  const page: unknown = 'document' in globalThis ? Reflect.get(globalThis, 'document') : undefined;
  if (typeof page !== 'object' || page === null || !('visibilityState' in page)) return undefined;
  return page.visibilityState !== 'hidden';
}

/**
 * Returns whether the page is visible in its browser tab.
 *
 * Returns `undefined` where that is unknown: Wix runs page code in a worker, which has no document.
 */
export function isPageVisible(): boolean | undefined {
  const page: unknown = 'document' in globalThis ? Reflect.get(globalThis, 'document') : undefined;
  if (typeof page !== 'object' || page === null || !('visibilityState' in page)) return undefined;
  return page.visibilityState !== 'hidden';
}

// Emulates the viewport events of Wix's elements, with an IntersectionObserver. That scrolling inside a container
// counts, as it does here, is assumed: Wix documents the scrolling of the page.

/** Called when an element enters (`true`) or leaves (`false`) the viewport. */
type Listener = (isInside: boolean) => void;

const states = new WeakMap<Element, { isInside: boolean; readonly listeners: Listener[] }>();
let observer: IntersectionObserver | undefined;

/**
 * Calls a listener when an element enters or leaves the viewport. If the element is in the viewport now, it enters.
 * Hidden elements do not enter.
 *
 * @see https://dev.wix.com/docs/velo/velo-only-apis/$w/text/on-viewport-enter
 */
export function observeViewport(node: HTMLElement, listener: Listener): void {
  const state = states.get(node);
  if (state) {
    state.listeners.push(listener);
    if (state.isInside) queueMicrotask(() => listener(true));
    return;
  }
  states.set(node, { isInside: false, listeners: [listener] });
  observer ??= new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) update(target, isIntersecting);
  });
  observer.observe(node);
}

function update(node: Element, isIntersecting: boolean): void {
  const state = states.get(node);
  const isInside = isIntersecting && node.checkVisibility({ visibilityProperty: true });
  if (!state || state.isInside === isInside) return;
  state.isInside = isInside;
  for (const listener of state.listeners) listener(isInside);
}

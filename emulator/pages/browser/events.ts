// Wix's page events (MouseEvent, KeyboardEvent and plain Event of $w). Leaves out: viewport events.

/** Where an event happened, as `$w.at()` takes it: on the page, or in an item of a repeater. */
export type EventContext =
  | { readonly type: 'GLOBAL_SCOPE' }
  | { readonly type: 'COMPONENT_SCOPE'; readonly itemId: string; readonly repeaterId: string };

/** The context of everything outside of repeaters. */
export const GLOBAL_CONTEXT = { type: 'GLOBAL_SCOPE' } as const;

/** What a handler is given. `target` is the element as page code sees it. */
export interface PageEvent {
  readonly type: string;
  readonly target: unknown;
  readonly context: EventContext;
}

/** A handler that page code gives to `onClick` and its like. What it returns is awaited for errors only. */
export type Handler = (event: PageEvent, $w?: unknown) => unknown;

/** Wix's name of a handler's setter, the browser's event, and Wix's `event.type`. */
export const EVENTS = {
  onClick: ['click', 'click'],
  onDblClick: ['dblclick', 'dblClick'],
  onMouseIn: ['mouseenter', 'mouseIn'],
  onMouseOut: ['mouseleave', 'mouseOut'],
  onFocus: ['focus', 'focus'],
  onBlur: ['blur', 'blur'],
  onInput: ['input', 'input'],
  onChange: ['change', 'change'],
  // Wix reports keys that type nothing too (Enter, Backspace), as the browser does on keydown.
  onKeyPress: ['keydown', 'keyPress'],
} as const satisfies Record<string, readonly [dom: string, wix: string]>;

/** Wix's event for a browser's event, with a snapshot of what handlers may read from it. */
export function toPageEvent(event: Event, base: PageEvent): PageEvent {
  if (event instanceof KeyboardEvent) {
    const { key, altKey, ctrlKey, metaKey, shiftKey } = event;
    return { ...base, ...{ key, altKey, ctrlKey, metaKey, shiftKey } };
  }
  if (event instanceof MouseEvent) {
    const { clientX, clientY, pageX, pageY, screenX, screenY, offsetX, offsetY } = event;
    return { ...base, ...{ clientX, clientY, pageX, pageY, screenX, screenY, offsetX, offsetY } };
  }
  return base;
}

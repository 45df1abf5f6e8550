// Emulates the events of Wix's page elements ($w's MouseEvent, KeyboardEvent and Event).

/** The context of an event, which `$w.at()` takes: the page, or an item of a repeater. */
export type EventContext =
  | { readonly type: 'GLOBAL_SCOPE' }
  | { readonly type: 'COMPONENT_SCOPE'; readonly itemId: string; readonly repeaterId: string };

/** The context of every element outside of repeaters. */
export const GLOBAL_CONTEXT = { type: 'GLOBAL_SCOPE' } as const;

/** The event that a handler gets. `target` is the element that page code selects. */
export interface PageEvent {
  readonly type: string;
  readonly target: unknown;
  readonly context: EventContext;
}

/** An event handler of page code, passed to `onClick` and the like. A returned promise is awaited only for errors. */
export type Handler = (event: PageEvent, $w?: unknown) => unknown;

/** For each `on...` method: the browser event and Wix's `event.type`. */
export const EVENTS = {
  onClick: ['click', 'click'],
  onDblClick: ['dblclick', 'dblClick'],
  onMouseIn: ['mouseenter', 'mouseIn'],
  onMouseOut: ['mouseleave', 'mouseOut'],
  onFocus: ['focus', 'focus'],
  onBlur: ['blur', 'blur'],
  onInput: ['input', 'input'],
  onChange: ['change', 'change'],
  // Wix also reports keys that insert no character (Enter, Backspace), as the browser does on keydown.
  onKeyPress: ['keydown', 'keyPress'],
} as const satisfies Record<string, readonly [dom: string, wix: string]>;

/** Converts a browser event to Wix's event, with the properties that handlers may read. */
export function toPageEvent(event: Event, base: PageEvent): PageEvent {
  if (event instanceof KeyboardEvent) {
    const { altKey, ctrlKey, metaKey, shiftKey } = event;
    // Wix documents no `isComposing`. That the key is the one that browsers on Windows report is assumed.
    const key = isOfInputMethod(event) ? 'Process' : event.key;
    return { ...base, ...{ key, altKey, ctrlKey, metaKey, shiftKey } };
  }
  if (event instanceof MouseEvent) {
    const { clientX, clientY, pageX, pageY, screenX, screenY, offsetX, offsetY } = event;
    return { ...base, ...{ clientX, clientY, pageX, pageY, screenX, screenY, offsetX, offsetY } };
  }
  return base;
}

/** The `keyCode` of a key that an input method handles. Safari reports only this for the key that ends a composition. */
const INPUT_METHOD_KEY_CODE = 229;

function isOfInputMethod({ isComposing, keyCode }: KeyboardEvent): boolean {
  return isComposing || keyCode === INPUT_METHOD_KEY_CODE;
}

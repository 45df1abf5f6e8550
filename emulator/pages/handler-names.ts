// Reads which event a handler is for that Wix's editor wires: `export function sendButton_click(event)`, or a layout's
// attribute `data-on-click="send"`.

/** An event of an element. */
export interface HandledEvent {
  /** The element's id. */
  readonly id: string;
  /** The event as the editor names it, such as `click` or `itemReady`. */
  readonly event: string;
}

/** The start of the attributes of a layout that name handlers. */
const HANDLER_ATTRIBUTE = 'data-on-';

/**
 * Reads the name that the editor gives to a handler: the element's id, an underscore and the event. A number follows if
 * there was such a function: `sendButton_click_1`.
 */
export function readHandlerName(name: string): HandledEvent | undefined {
  const [, id, event] = /^([A-Za-z]\w*?)_([A-Za-z]+)(?:_\d+)?$/u.exec(name) ?? [];
  if (id === undefined || event === undefined) return undefined;
  return { id, event: event.charAt(0).toLowerCase() + event.slice(1) };
}

/** Returns the event of an attribute: `data-on-mouse-in` is `mouseIn`. */
export function readHandlerAttribute(attribute: string): string | undefined {
  if (!attribute.startsWith(HANDLER_ATTRIBUTE)) return undefined;
  return attribute
    .slice(HANDLER_ATTRIBUTE.length)
    .replaceAll(/-([a-z])/gu, (_, letter: string) => letter.toUpperCase());
}

/** Returns the method that adds a handler of an event: `onMouseIn` of `mouseIn`. */
export function getHandlerMethod(event: string): string {
  return `on${event.charAt(0).toUpperCase()}${event.slice(1)}`;
}

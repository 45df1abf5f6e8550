// Wires the handlers that a page's code exports to its elements, as Wix's editor does. Not emulated: the list of wired
// events that the editor stores; the names of functions and a layout's attributes stand for it.
import { getHandlerMethod, readHandlerName, type HandledEvent } from './handler-names.ts';

/** A handler that a layout names: an event of an element, and the exported function. */
export interface NamedHandler extends HandledEvent {
  readonly functionName: string;
}

/** Options of {@link wireHandlers}. */
export interface WiringOptions {
  /** Selects an element of the page by `#id`. */
  readonly $w: (selector: string) => unknown;
  /** The handlers that the layout names. */
  readonly named: readonly NamedHandler[];
  /** The exports of the page's modules, those of the master page first. */
  readonly exports: readonly object[];
  /** Called with a warning in Wix's words if no module exports a named function. */
  warn(message: string): void;
}

/** Adds each exported function to the events that its name or the layout gives. */
export function wireHandlers({ $w, named, exports, warn }: WiringOptions): void {
  for (const { id, event, functionName } of named) {
    const handler = exports.map((it) => readMember(it, functionName)).find(isFunction);
    if (handler) add($w(`#${id}`), event, handler);
    else {
      warn(
        `function ${functionName} is registered as a static event handler but is not exported from the page code. Please remove the static event handler or export the function.`,
      );
    }
  }
  for (const [name, handler] of exports.flatMap((it) => Object.entries(it))) {
    const wired = readHandlerName(name);
    if (!wired || !isFunction(handler)) continue;
    const isNamed = named.some((it) => it.functionName === name && it.event === wired.event);
    if (!isNamed) add($w(`#${wired.id}`), wired.event, handler);
  }
}

function add(element: unknown, event: string, handler: unknown): void {
  const method = getHandlerMethod(event);
  if (typeof element !== 'object' || element === null || !(method in element)) return;
  const addHandler = readMember(element, method);
  if (isFunction(addHandler)) Reflect.apply(addHandler, element, [handler]);
}

function readMember(object: object, key: string): unknown {
  return Reflect.get(object, key);
}

function isFunction(it: unknown): it is (...args: readonly unknown[]) => unknown {
  return typeof it === 'function';
}

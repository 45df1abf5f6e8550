// Emulates the handlers that Wix's editor wires to elements: functions that a page's code exports. Not emulated: the
// editor's list of them; the names of the functions and the attributes of a layout say which event they handle.
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
  readonly exports: readonly unknown[];
  /** Called with a warning in Wix's words if no module exports a named function. */
  warn(message: string): void;
}

/** Adds each exported function to the events that its name or the layout gives. */
export function wireHandlers({ $w, named, exports, warn }: WiringOptions): void {
  const modules = exports.filter(isObject);
  for (const { id, event, functionName } of named) {
    const handler = modules.map((it) => readMember(it, functionName)).find(isFunction);
    if (handler) add($w(`#${id}`), event, handler);
    else {
      warn(
        `function ${functionName} is registered as a static event handler but is not exported from the page code. Please remove the static event handler or export the function.`,
      );
    }
  }
  for (const [name, handler] of modules.flatMap((it) => Object.entries(it))) {
    const wired = readHandlerName(name);
    if (!wired || !isFunction(handler)) continue;
    const isNamed = named.some((it) => it.functionName === name && it.event === wired.event);
    if (!isNamed) add($w(`#${wired.id}`), wired.event, handler);
  }
}

function add(element: unknown, event: string, handler: unknown): void {
  const method = getHandlerMethod(event);
  if (!isObject(element) || !(method in element)) return;
  const addHandler = readMember(element, method);
  if (isFunction(addHandler)) Reflect.apply(addHandler, element, [handler]);
}

function readMember(object: object, key: string): unknown {
  return Reflect.get(object, key);
}

function isObject(it: unknown): it is object {
  return typeof it === 'object' && it !== null;
}

function isFunction(it: unknown): it is (...args: readonly unknown[]) => unknown {
  return typeof it === 'function';
}

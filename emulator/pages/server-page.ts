// Emulates `$w` of a page that runs on Wix's servers: elements store the values that page code sets. Not emulated:
// the HTML that Wix renders from them.
import { createElementList, createMissingElement } from './browser/element-list.ts';
import { NotEmulatedError } from './browser/not-emulated.ts';
import { checkProperty } from './browser/property-types.ts';
import { describeWrongType, type SdkReport } from './browser/sdk-messages.ts';
import { getMethods, getInitialValues } from './server-elements.ts';
import type { LayoutElement } from './layout-elements.ts';
import { createRepeaterItems } from './server-repeater.ts';

/** `$w` of a page on the server. */
interface ServerSelector {
  (selector: string): unknown;
  onReady(handler: unknown): void;
  at(context: unknown): unknown;
}

/** A page on the server: its `$w`, and a function that runs its onReady handlers. */
export interface ServerPage {
  readonly $w: ServerSelector;
  /** Starts all onReady handlers, in the order of registration, and resolves when all have ended. */
  start(): Promise<void>;
}

/** Options of {@link createServerPage}. */
export interface ServerPageOptions {
  readonly layout: readonly LayoutElement[];
  readonly report: SdkReport;
  /** Called with each error of a handler. */
  onError(error: unknown): void;
}

/** Keys that JavaScript and loggers read from any object; reading them is not an error. */
const IGNORED_KEYS = ['then', 'toJSON', 'constructor'];
const REMOVE_IT = 'Remove it from the page code.';

/**
 * Creates the page. Event handlers are accepted and never called; the items of a repeater are created, and the handlers
 * of `onItemReady` run for each.
 */
export function createServerPage(options: ServerPageOptions): ServerPage {
  const { layout, onError } = options;
  const readyHandlers: unknown[] = [];
  let isStarted = false;

  async function run(handler: unknown, args: readonly unknown[]): Promise<void> {
    try {
      if (isFunction(handler)) await handler(...args);
    } catch (error) {
      onError(error);
    }
  }

  function createSelector(): ServerSelector {
    const elements = new Map<string, object>();
    const elementOf = (element: LayoutElement): object => {
      const found =
        elements.get(element.id) ?? createElement(element, options, { createSelector, run });
      elements.set(element.id, found);
      return found;
    };
    function select(selector: unknown): unknown {
      if (typeof selector !== 'string') {
        throw new TypeError(`$w() received ${typeof selector}; pass a selector string.`);
      }
      const parts = selector.split(',').map((part) => part.trim());
      if (parts.includes('Document')) {
        throw notEmulated("$w('Document')", 'Select an element by id or type.');
      }
      const found = parts.flatMap((part) =>
        layout.filter(({ id, type }) => part === `#${id}` || part === type),
      );
      if (parts.length > 1 || !parts[0]?.startsWith('#')) {
        return createElementList([...new Set(found)].map(elementOf), selector);
      }
      return found[0] ? elementOf(found[0]) : createMissingElement(parts[0]);
    }
    return Object.assign(select, {
      onReady(handler: unknown) {
        if (isStarted) void run(handler, [$w]);
        else readyHandlers.push(handler);
      },
      at: () => select,
    });
  }

  const $w = createSelector();
  return {
    $w,
    async start() {
      isStarted = true;
      await Promise.all(readyHandlers.splice(0).map((handler) => run(handler, [$w])));
    },
  };
}

/** What an element needs of its page. */
interface PageOfElement {
  createSelector(): unknown;
  run(handler: unknown, args: readonly unknown[]): Promise<void>;
}

function createElement(
  { id, type }: LayoutElement,
  { report }: Pick<ServerPageOptions, 'report'>,
  { createSelector, run }: PageOfElement,
): object {
  const values = new Map<PropertyKey, unknown>(
    Object.entries({ id, type: `$w.${type}`, ...getInitialValues(type) }),
  );
  const methods = getMethods(type);
  const items =
    type === 'Repeater'
      ? createRepeaterItems({ id, report, createSelector, run: (...args) => void run(...args) })
      : undefined;
  const element: object = new Proxy(
    {},
    {
      has: (_, key) => values.has(key) || (typeof key === 'string' && methods.includes(key)),
      get(_, key) {
        if (key === 'data' && items) return items.data();
        if (values.has(key)) return values.get(key);
        if (typeof key !== 'string' || IGNORED_KEYS.includes(key)) return undefined;
        if (!methods.includes(key)) throw notEmulated(`${type}.${key}`, REMOVE_IT);
        return (...args: readonly unknown[]) => {
          if (key.startsWith('on') && !isFunction(args[0])) {
            report.error(describeWrongType(key, key, args[0], 'function'));
          } else {
            items?.call(key, args);
          }
          return resultOf(key, element);
        };
      },
      set(_, key, value) {
        if (!values.has(key)) throw notEmulated(`${type}.${String(key)}`, REMOVE_IT);
        const checked = checkProperty({ type, id }, String(key), value, report);
        if (!checked) return true;
        if (key === 'data' && items) items.setData(checked.value);
        else values.set(key, checked.value);
        return true;
      },
    },
  );
  return element;
}

/** Returns the result of a method: the element for `on...`, a promise for `show()` and the like, else undefined. */
function resultOf(method: string, element: object): unknown {
  if (method.startsWith('on')) return element;
  if (method === 'uploadFiles') return Promise.reject(new Error('No file is selected.'));
  return /^(show|hide|expand|collapse|scrollTo|enable|disable)$/u.test(method)
    ? Promise.resolve()
    : undefined;
}

function isFunction(it: unknown): it is (...args: readonly unknown[]) => unknown {
  return typeof it === 'function';
}

function notEmulated(what: string, instead: string): Error {
  return new NotEmulatedError(`${what} is not emulated. ${instead}`);
}

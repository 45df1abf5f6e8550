// Emulates `$w` of a page that runs on Wix's servers: elements store the values that page code sets. Not emulated:
// the HTML that Wix renders from them.
import { createElementList, createMissingElement } from './browser/element-list.ts';
import { NotEmulatedError } from './browser/not-emulated.ts';
import type { SdkReport } from './browser/sdk-messages.ts';
import type { DynamicPageData } from './dynamic-page-data.ts';
import type { LayoutElement } from './layout-elements.ts';
import { createServerElement } from './server-element.ts';

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
  /** What a dynamic page shows; absent on other pages. */
  readonly dynamicPage?: DynamicPageData;
  /** Called with each error of a handler, and with the use of what the emulator does not have. */
  onError(error: unknown): void;
}

/**
 * Creates the page. Event handlers are accepted and never called; the items of a repeater are created, and the handlers
 * of `onItemReady` run for each.
 */
export function createServerPage(options: ServerPageOptions): ServerPage {
  const { layout, report, dynamicPage, onError } = options;
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
        elements.get(element.id) ??
        createServerElement(element, {
          report,
          onError,
          ...(dynamicPage && { dynamicPage }),
          createSelector,
          run: (...args) => void run(...args),
          list: (isIncluded) => layout.filter(isIncluded).map(elementOf),
        });
      elements.set(element.id, found);
      return found;
    };
    function select(selector: unknown): unknown {
      if (typeof selector !== 'string') {
        throw new TypeError(`$w() received ${typeof selector}; pass a selector string.`);
      }
      const parts = selector.split(',').map((part) => part.trim());
      if (parts.includes('Document')) {
        throw new NotEmulatedError(
          "$w('Document') is not emulated. Select an element by id or type.",
        );
      }
      const found = parts.flatMap((part) =>
        layout.filter(({ id, type }) => part === `#${id}` || part === type),
      );
      if (parts.length > 1 || !parts[0]?.startsWith('#')) {
        return createElementList([...new Set(found)].map(elementOf));
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

function isFunction(it: unknown): it is (...args: readonly unknown[]) => unknown {
  return typeof it === 'function';
}

// Emulates Wix's `$w`: finds a page's elements and runs its onReady handlers. Not emulated: the selector `Document`.
import { Dataset } from './dataset.ts';
import { createElement, getElementType } from './element-types.ts';
import { GLOBAL_CONTEXT } from './events.ts';
import type { EventContext } from './events.ts';
import { notEmulated, notEmulatedError } from './not-emulated.ts';
import { createRepeatedElement, findInTemplate } from './repeated-elements.ts';
import { ITEM_ID } from './repeater.ts';
import { createElementList, createMissingElement } from './element-list.ts';
import { wrapElement } from './element-proxy.ts';

/** The type of `$w` and `$item`: `$w('#id')`, `$w('Type')`, `$w('#a, #b')`, `$w.onReady()`, `$w.at()`. */
export interface Selector {
  (selector: string): unknown;
  onReady(handler: ($w: Selector) => unknown): void;
  at(context: unknown): Selector;
}

/** A page or lightbox: its `$w`, and a function that runs its onReady handlers. */
export interface Page {
  readonly $w: Selector;
  /** Returns the DOM node of an element that page code has; undefined for anything else. */
  nodeOf(element: unknown): HTMLElement | undefined;
  /** Returns whether a selector matches an element of the page. */
  has(selector: string): boolean;
  /**
   * Starts all onReady handlers, in the order of registration, and resolves when all have ended. Errors are reported as
   * page errors. A handler that is registered later runs at once.
   */
  start(): Promise<void>;
}

/** The part of a page in which a selector finds ids: the page without repeated items, or one item. */
interface Scope {
  readonly context: EventContext;
  readonly nodes: () => readonly HTMLElement[];
}

const REPEATER = '[data-wix-type="Repeater"]';
/** Elements that do something without page code. */
const ACTIVE_ELEMENTS = ['Captcha', 'MultiStateBox', 'Dataset', 'DynamicDataset']
  .map((type) => `[data-wix-type="${type}"]`)
  .join();

/**
 * Creates the page of the elements inside `root`. `$w` also finds the elements of the open lightbox.
 * @param getOpenLightbox returns the open lightbox
 */
export function createPage(
  root: HTMLElement,
  getOpenLightbox: () => Page | undefined = () => undefined,
): Page {
  const elements = new WeakMap<Element, unknown>();
  const nodesOf = new WeakMap<object, HTMLElement>();
  const selectors = new WeakMap<Element, Selector>();
  const datasets = new WeakMap<Element, Dataset>();
  const repeatedElements = new WeakMap<Element, object>();
  const readyHandlers: (($w: Selector) => unknown)[] = [];
  let isStarted = false;
  const pageScope: Scope = {
    context: GLOBAL_CONTEXT,
    nodes: () =>
      [...root.querySelectorAll<HTMLElement>('[id]')].filter(
        (node) => !node.parentElement?.closest(REPEATER),
      ),
  };

  function elementOf(node: Element): unknown {
    if (!(node instanceof HTMLElement)) return undefined;
    const existing = elements.get(node);
    if (existing !== undefined) return existing;
    const created = createElement(node, createContext(node));
    if (created instanceof Dataset) datasets.set(node, created);
    const element = wrapElement(created);
    elements.set(node, element);
    nodesOf.set(element, node);
    return element;
  }

  function createContext(node: HTMLElement): Parameters<typeof createElement>[1] {
    const item = node.closest<HTMLElement>(`[${ITEM_ID}]`);
    return {
      proxy: () => elementOf(node),
      elementOf,
      selectorOf,
      $w: () => (item ? selectors.get(item) : $w),
      eventContext: item ? contextOf(item) : GLOBAL_CONTEXT,
    };
  }

  /** Returns the `$item` of an item; creates it for a new item, which is not in the page yet. */
  function selectorOf(item: HTMLElement, repeater: HTMLElement): Selector {
    const existing = selectors.get(item);
    if (existing) return existing;
    item.dataset['repeater'] = repeater.id;
    const selector = createSelector({
      context: contextOf(item),
      nodes: () => [item, ...item.querySelectorAll<HTMLElement>('*')].filter(({ id }) => id),
    });
    selectors.set(item, selector);
    return selector;
  }

  /** Finds elements by `#id` or type. Other selectors, such as `@role` or of CSS, find nothing, as on Wix (seen). */
  function findNodes(scope: Scope, selector: string): readonly HTMLElement[] {
    if (selector.startsWith('#')) {
      return scope.nodes().filter((node) => `#${node.dataset['id'] ?? node.id}` === selector);
    }
    if (selector === 'Document') {
      throw notEmulated("$w('Document')", 'Select an element by id or type.');
    }
    return scope.nodes().filter((node) => getElementType(node) === selector);
  }

  function selectIn(scope: Scope, selector: string): unknown {
    if (typeof selector !== 'string') {
      throw new TypeError(`$w() received ${typeof selector}; pass a selector string.`);
    }
    const lightbox = scope === pageScope ? getOpenLightbox() : undefined;
    if (lightbox?.has(selector)) {
      if (!has(selector)) return lightbox.$w(selector);
      throw notEmulatedError(
        `$w('${selector.slice(0, 60)}') matches two elements: on the page and in the open lightbox. Use different ids.`,
      );
    }
    const parts = selector.split(',').map((part) => part.trim());
    const nodes = [...new Set(parts.flatMap((part) => findNodes(scope, part)))];
    const [first] = nodes;
    if (parts.length > 1 || !selector.trim().startsWith('#')) {
      return createElementList(nodes.map(elementOf));
    }
    if (first) return elementOf(first);
    const id = selector.trim().slice(1);
    if (scope === pageScope) return findRepeated(id) ?? createMissingElement(`#${id}`);
    return findOutside(scope, id) ?? createMissingElement(`#${id}`);
  }

  /** Returns the element of a repeater's items that has an id. */
  function findRepeated(id: string): object | undefined {
    for (const repeater of root.querySelectorAll(REPEATER)) {
      const node = findInTemplate(repeater, id);
      if (!node) continue;
      const template = elementOf(node);
      if (typeof template !== 'object' || template === null) continue;
      const repeated =
        repeatedElements.get(node) ?? createRepeatedElement({ repeater, id, template, elementOf });
      repeatedElements.set(node, repeated);
      return repeated;
    }
    return undefined;
  }

  /** Returns a dataset for an item. @throws {NotEmulatedError} for other elements outside of the item: undocumented */
  function findOutside({ context }: Scope, id: string): object | undefined {
    const outside = pageScope.nodes().find((node) => node.id === id);
    if (!outside) return undefined;
    elementOf(outside);
    const dataset = datasets.get(outside);
    if (dataset && 'itemId' in context) return dataset.inItem(context.itemId);
    throw notEmulatedError(`#${id} is outside of the repeater. Use $w('#${id}').`);
  }

  function createSelector(scope: Scope): Selector {
    const select = (selector: string): unknown => selectIn(scope, selector);
    return Object.assign(select, {
      onReady(handler: ($w: Selector) => unknown): void {
        const lightbox = getOpenLightbox();
        if (lightbox) lightbox.$w.onReady(handler);
        else if (isStarted) void runReady(handler);
        else readyHandlers.push(handler);
      },
      at(context: unknown): Selector {
        if (!context || hasType(context, GLOBAL_CONTEXT.type)) return $w;
        const items = [...root.querySelectorAll<HTMLElement>(`[${ITEM_ID}]`)];
        const item = items.find((it) => isSame(contextOf(it), context));
        const selector = item && selectors.get(item);
        if (selector) return selector;
        throw notEmulated('$w.at() without a context', 'Pass the context of an event.');
      },
    });
  }

  function has(selector: string): boolean {
    return selector.split(',').some((part) => findNodes(pageScope, part.trim()).length > 0);
  }

  async function runReady(handler: ($w: Selector) => unknown): Promise<void> {
    try {
      await handler($w);
    } catch (error) {
      reportError(error);
    }
  }

  const $w = createSelector(pageScope);
  return {
    $w,
    nodeOf: (element) =>
      (typeof element === 'object' && element !== null ? nodesOf.get(element) : undefined) ??
      getOpenLightbox()?.nodeOf(element),
    has,
    async start() {
      root.querySelectorAll(ACTIVE_ELEMENTS).forEach(elementOf);
      isStarted = true;
      await Promise.all(readyHandlers.splice(0).map(runReady));
    },
  };
}

function contextOf(item: HTMLElement): EventContext {
  return {
    type: 'COMPONENT_SCOPE',
    itemId: item.getAttribute(ITEM_ID) ?? '',
    repeaterId: item.dataset['repeater'] ?? '',
  };
}

function hasType(context: unknown, type: string): boolean {
  return (
    typeof context === 'object' && context !== null && 'type' in context && context.type === type
  );
}

function isSame(context: EventContext, other: unknown): boolean {
  return JSON.stringify(context) === JSON.stringify(other);
}

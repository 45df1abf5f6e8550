// Emulates Wix's `$w`: finds a page's elements and runs its onReady handlers. Not emulated: selectors other than
// id and type.
import { createElement, getElementType } from './element-types.ts';
import { GLOBAL_CONTEXT } from './events.ts';
import type { EventContext } from './events.ts';
import { notEmulated, notEmulatedError } from './not-emulated.ts';
import { ITEM_ID } from './repeater.ts';
import { createMissingElement, createElementList, wrapElement } from './element-proxy.ts';
import { ELEMENT_TYPES } from './wix-types.ts';

/** The type of `$w` and `$item`: `$w('#id')`, `$w('Type')`, `$w('#a, #b')`, `$w.onReady()`, `$w.at()`. */
export interface Selector {
  (selector: string): unknown;
  onReady(handler: ($w: Selector) => unknown): void;
  at(context: unknown): Selector;
}

/** A page or lightbox: its `$w`, and a function that runs its onReady handlers. */
export interface Page {
  readonly $w: Selector;
  /** Returns whether a selector matches an element of the page. */
  has(selector: string): boolean;
  /** Runs the onReady handlers one after the other, in the order of registration. */
  start(): Promise<void>;
}

/** The part of a page in which a selector finds ids: the page without repeated items, or one item. */
interface Scope {
  readonly context: EventContext;
  readonly nodes: () => readonly HTMLElement[];
}

const REPEATER = '[data-wix-type="Repeater"]';

/**
 * Creates the page of the elements inside `root`. `$w` also finds the elements of the open lightbox.
 * @param getOpenLightbox returns the open lightbox
 */
export function createPage(
  root: HTMLElement,
  getOpenLightbox: () => Page | undefined = () => undefined,
): Page {
  const elements = new WeakMap<Element, unknown>();
  const selectors = new WeakMap<Element, Selector>();
  const readyHandlers: (($w: Selector) => unknown)[] = [];
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
    const element = wrapElement(createElement(node, createContext(node)));
    elements.set(node, element);
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

  function findNodes(scope: Scope, selector: string): readonly HTMLElement[] {
    if (/^#[\w-]+$/u.test(selector)) {
      return scope.nodes().filter((node) => `#${node.dataset['id'] ?? node.id}` === selector);
    }
    if (ELEMENT_TYPES.includes(selector)) {
      return scope.nodes().filter((node) => getElementType(node) === selector);
    }
    throw notEmulated(
      `$w('${selector.slice(0, 60)}')`,
      `Pass "#id", "#a, #b" or an element type (${ELEMENT_TYPES.join(', ')}).`,
    );
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
      return createElementList(nodes.map(elementOf), selector);
    }
    if (first) return elementOf(first);
    checkNotElsewhere(selector.trim());
    return createMissingElement(selector.trim());
  }

  /** Throws if the element exists outside of the scope, where Wix behaves differently: it would find or change it. */
  function checkNotElsewhere(selector: string): void {
    const id = CSS.escape(selector.slice(1));
    const elsewhere = root.querySelector(`[id="${id}"], [data-id="${id}"]`);
    const isRepeated = elsewhere?.parentElement?.closest(REPEATER);
    if (!elsewhere) return;
    throw notEmulatedError(
      isRepeated
        ? `${selector} is inside a repeater. Use $item('${selector}') of onItemReady(), forItems() or an event handler.`
        : `${selector} is outside of the repeater. Use $w('${selector}').`,
    );
  }

  function createSelector(scope: Scope): Selector {
    const select = (selector: string): unknown => selectIn(scope, selector);
    return Object.assign(select, {
      onReady(handler: ($w: Selector) => unknown): void {
        const lightbox = getOpenLightbox();
        if (lightbox) lightbox.$w.onReady(handler);
        else readyHandlers.push(handler);
      },
      at(context: unknown): Selector {
        if (hasType(context, GLOBAL_CONTEXT.type)) return $w;
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

  const $w = createSelector(pageScope);
  return {
    $w,
    has,
    async start() {
      // Shown by Wix, also if no code uses it.
      root.querySelectorAll('[data-wix-type="Captcha"]').forEach(elementOf);
      for (const handler of readyHandlers) await handler($w);
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

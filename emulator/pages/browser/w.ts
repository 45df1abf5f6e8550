// Wix's $w: finds a page's elements and runs its onReady handlers. Leaves out: selectors by anything but id and type.
import { makeElement, typeOf } from './element-types.ts';
import { GLOBAL_CONTEXT } from './events.ts';
import type { EventContext } from './events.ts';
import { refusal } from './not-emulated.ts';
import { ITEM_ID } from './repeater.ts';
import { missing, several, strict } from './strict.ts';
import { ELEMENT_TYPES } from './wix-types.ts';

/** What page code calls: `$w('#id')`, `$w('Type')`, `$w('#a, #b')`, `$w.onReady()`, `$w.at()`. */
export interface Selector {
  (selector: string): unknown;
  onReady(handler: ($w: Selector) => unknown): void;
  at(context: unknown): Selector;
}

/** A page's $w, and the moment when its handlers may run. */
export interface Page {
  readonly $w: Selector;
  /** Whether the page has any of what a selector asks for. */
  has(selector: string): boolean;
  /** Runs the onReady handlers in the order in which they were given, and waits for each. */
  start(): Promise<void>;
}

/** A part of a page in which ids are looked up: the page without what repeaters repeat, or one item. */
interface Scope {
  readonly context: EventContext;
  readonly nodes: () => readonly HTMLElement[];
}

const REPEATER = '[data-wix-type="Repeater"]';

/**
 * Makes the $w of the elements below `root`. Nothing outside of it can be selected, but what lies over it.
 * @param over the lightbox that is open, whose elements the one global $w finds too
 */
export function createPage(
  root: HTMLElement,
  over: () => Page | undefined = () => undefined,
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
    const known = elements.get(node);
    if (known !== undefined) return known;
    const element = strict(makeElement(node, placeOf(node)));
    elements.set(node, element);
    return element;
  }

  function placeOf(node: HTMLElement): Parameters<typeof makeElement>[1] {
    const item = node.closest<HTMLElement>(`[${ITEM_ID}]`);
    return {
      outer: () => elementOf(node),
      elementOf,
      selectorOf,
      $w: () => (item ? selectors.get(item) : $w),
      context: item ? contextOf(item) : GLOBAL_CONTEXT,
    };
  }

  /** The `$item` of an item; made with it, when it is not in the page yet. */
  function selectorOf(item: HTMLElement, repeater: HTMLElement): Selector {
    const known = selectors.get(item);
    if (known) return known;
    item.dataset['repeater'] = repeater.id;
    const made = selectorIn({
      context: contextOf(item),
      nodes: () => [item, ...item.querySelectorAll<HTMLElement>('*')].filter(({ id }) => id),
    });
    selectors.set(item, made);
    return made;
  }

  function nodesOf(scope: Scope, selector: string): readonly HTMLElement[] {
    if (/^#[\w-]+$/u.test(selector)) {
      return scope.nodes().filter((node) => `#${node.dataset['id'] ?? node.id}` === selector);
    }
    if (ELEMENT_TYPES.includes(selector)) {
      return scope.nodes().filter((node) => typeOf(node) === selector);
    }
    throw refusal(
      `$w('${selector.slice(0, 60)}')`,
      `Selectors are #id, a list of them, or one of the types ${ELEMENT_TYPES.join(', ')}.`,
    );
  }

  function selectIn(scope: Scope, selector: string): unknown {
    if (typeof selector !== 'string') {
      throw new TypeError(`$w takes a string, not ${typeof selector}.`);
    }
    const lightbox = scope === pageScope ? over() : undefined;
    if (lightbox?.has(selector)) {
      if (!has(selector)) return lightbox.$w(selector);
      throw refusal(
        `$w('${selector.slice(0, 60)}') while a lightbox is open that has it, as the page has,`,
        'Give the elements of the two layouts different ids.',
      );
    }
    const parts = selector.split(',').map((part) => part.trim());
    const nodes = [...new Set(parts.flatMap((part) => nodesOf(scope, part)))];
    const [first] = nodes;
    if (parts.length > 1 || !selector.trim().startsWith('#')) {
      return several(nodes.map(elementOf), selector);
    }
    if (first) return elementOf(first);
    requireNowhereElse(selector.trim());
    return missing(selector.trim());
  }

  /** What the page has elsewhere is no missing element: on Wix it would be found, or changed in every item. */
  function requireNowhereElse(selector: string): void {
    const id = CSS.escape(selector.slice(1));
    const elsewhere = root.querySelector(`[id="${id}"], [data-id="${id}"]`);
    const isRepeated = elsewhere?.parentElement?.closest(REPEATER);
    if (!elsewhere) return;
    throw refusal(
      `${selector}, asked for ${isRepeated ? 'outside of the items that repeat it' : 'in a repeated item'},`,
      isRepeated ? 'Use the $item of onItemReady, forItems or a handler.' : 'Use $w.',
    );
  }

  function selectorIn(scope: Scope): Selector {
    const select = (selector: string): unknown => selectIn(scope, selector);
    return Object.assign(select, {
      onReady(handler: ($w: Selector) => unknown): void {
        const lightbox = over();
        if (lightbox) lightbox.$w.onReady(handler);
        else readyHandlers.push(handler);
      },
      at(context: unknown): Selector {
        if (hasType(context, GLOBAL_CONTEXT.type)) return $w;
        const items = [...root.querySelectorAll<HTMLElement>(`[${ITEM_ID}]`)];
        const item = items.find((it) => isSame(contextOf(it), context));
        const found = item && selectors.get(item);
        if (found) return found;
        throw refusal('$w.at() of what is no context', "Give it an event's context.");
      },
    });
  }

  function has(selector: string): boolean {
    return selector.split(',').some((part) => nodesOf(pageScope, part.trim()).length > 0);
  }

  const $w = selectorIn(pageScope);
  return {
    $w,
    has,
    async start() {
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

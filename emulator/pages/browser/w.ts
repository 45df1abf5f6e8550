// Wix's $w: finds a page's elements and runs its onReady handlers. Leaves out: repeaters, and the run of onReady on Wix's servers.
import { ELEMENT_TYPES, makeElement, typeOf } from './element-types.ts';
import { GLOBAL_CONTEXT } from './events.ts';
import { refusal } from './not-emulated.ts';
import { missing, several, strict } from './strict.ts';

/** What page code calls: `$w('#id')`, `$w('Type')`, `$w('#a, #b')`, `$w.onReady()`, `$w.at()`. */
export interface Selector {
  (selector: string): unknown;
  onReady(handler: () => unknown): void;
  at(context: unknown): Selector;
}

/** A page's $w, and the moment when its handlers may run. */
export interface Page {
  readonly $w: Selector;
  /** Runs the onReady handlers in the order in which they were given, and waits for each. */
  start(): Promise<void>;
}

/** Makes the $w of the elements below `root`. Nothing outside of it can be selected. */
export function createPage(root: HTMLElement): Page {
  const elements = new Map<Element, unknown>();
  const readyHandlers: (() => unknown)[] = [];

  function elementOf(node: Element): unknown {
    if (!(node instanceof HTMLElement)) return undefined;
    const known = elements.get(node);
    if (known !== undefined) return known;
    const element = strict(
      makeElement(node, { outer: () => elementOf(node), elementOf, $w: () => $w }),
    );
    elements.set(node, element);
    return element;
  }

  function nodesOf(selector: string): readonly HTMLElement[] {
    const all = [...root.querySelectorAll<HTMLElement>('[id]')];
    if (/^#[\w-]+$/u.test(selector)) return all.filter((node) => `#${node.id}` === selector);
    if (ELEMENT_TYPES.includes(selector)) return all.filter((node) => typeOf(node) === selector);
    throw refusal(
      `$w('${selector.slice(0, 60)}')`,
      `Selectors are #id, a list of them, or one of the types ${ELEMENT_TYPES.join(', ')}.`,
    );
  }

  function select(selector: string): unknown {
    if (typeof selector !== 'string') {
      throw new TypeError(`$w takes a string, not ${typeof selector}.`);
    }
    const parts = selector.split(',').map((part) => part.trim());
    const nodes = [...new Set(parts.flatMap(nodesOf))];
    const [first] = nodes;
    if (parts.length > 1 || !selector.trim().startsWith('#')) {
      return several(nodes.map(elementOf), selector);
    }
    return first ? elementOf(first) : missing(selector.trim());
  }

  const $w: Selector = Object.assign(select, {
    onReady(handler: () => unknown): void {
      readyHandlers.push(handler);
    },
    at(context: unknown): Selector {
      const isGlobal =
        typeof context === 'object' &&
        context !== null &&
        'type' in context &&
        context.type === GLOBAL_CONTEXT.type;
      if (isGlobal) return $w;
      throw refusal('$w.at() of an item in a repeater', 'Repeaters are not emulated.');
    },
  });

  return {
    $w,
    async start() {
      for (const handler of readyHandlers) await handler();
    },
  };
}

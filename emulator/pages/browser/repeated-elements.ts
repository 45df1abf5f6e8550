// Emulates `$w('#id')` for an element of a repeater's items: it stands for the item template and for the element in
// every item. Not emulated: selecting such elements by type.
import { isObject } from './unknown-members.ts';

/** What page code did to a repeated element; it is done again to the element in every new item. */
type Operation = (element: object) => unknown;

interface Repeated {
  /** The item template, when the repeater has taken it out of the page. */
  template: HTMLElement | undefined;
  readonly operations: Map<string, Operation[]>;
}

const repeaters = new WeakMap<Element, Repeated>();

/** Returns the item template of a repeater: its first child in the layout. */
export function getTemplate(repeater: Element): HTMLElement | undefined {
  const first = repeater.firstElementChild;
  return stateOf(repeater).template ?? (first instanceof HTMLElement ? first : undefined);
}

/** Stores the template of a repeater before its items replace it. */
export function keepTemplate(repeater: Element, template: HTMLElement): void {
  stateOf(repeater).template = template;
}

/** Finds the node of an element in the item template of a repeater. */
export function findInTemplate(repeater: Element, id: string): HTMLElement | undefined {
  const template = getTemplate(repeater);
  if (template?.id === id) return template;
  const found = template?.querySelector(`[id="${CSS.escape(id)}"]`);
  return found instanceof HTMLElement ? found : undefined;
}

/** Does to the elements of a new item what page code did to those of the template. */
export function applyOperations(
  repeater: Element,
  item: HTMLElement,
  elementOf: (node: Element) => unknown,
): void {
  const { operations } = stateOf(repeater);
  if (operations.size === 0) return;
  for (const node of [item, ...item.querySelectorAll<HTMLElement>('[data-id]')]) {
    const element = operations.has(node.dataset['id'] ?? '') ? elementOf(node) : undefined;
    if (!isObject(element)) continue;
    for (const run of operations.get(node.dataset['id'] ?? '') ?? []) run(element);
  }
}

/**
 * Creates the element of a repeater's items for the global scope. Reading a property reads the template's; setting one
 * or calling a method applies to the template, to every item and to later items.
 * @see https://dev.wix.com/docs/velo/velo-only-apis/$w/repeater/selector-scope
 */
export function createRepeatedElement({
  repeater,
  id,
  template,
  elementOf,
}: {
  readonly repeater: Element;
  readonly id: string;
  /** The element of the template, as page code gets it. */
  readonly template: object;
  readonly elementOf: (node: Element) => unknown;
}): object {
  const { operations } = stateOf(repeater);
  function apply(run: Operation): void {
    operations.set(id, [...(operations.get(id) ?? []), run]);
    for (const node of repeater.querySelectorAll(`[data-id="${CSS.escape(id)}"]`)) {
      const element = elementOf(node);
      if (isObject(element)) run(element);
    }
  }
  const repeated: object = new Proxy(template, {
    get(_, key) {
      const value: unknown = Reflect.get(template, key);
      if (typeof value !== 'function') return value;
      return (...args: readonly unknown[]) => {
        const call: Operation = (element) => {
          const method: unknown = Reflect.get(element, key);
          return typeof method === 'function' ? Reflect.apply(method, element, args) : undefined;
        };
        const result = call(template);
        apply(call);
        return result === template ? repeated : result;
      };
    },
    set(_, key, value) {
      if (!Reflect.set(template, key, value)) return false;
      apply((element) => Reflect.set(element, key, value));
      return true;
    },
  });
  return repeated;
}

function stateOf(repeater: Element): Repeated {
  const state = repeaters.get(repeater) ?? { template: undefined, operations: new Map() };
  repeaters.set(repeater, state);
  return state;
}

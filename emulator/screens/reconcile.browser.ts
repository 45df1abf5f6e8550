// Updates a list with new HTML from the server and keeps unchanged elements.

/** What the server sent for an element, before the person opened or focused anything in it. */
const served = new WeakMap<Element, string>();

/** Remembers the children of a list as the server sent them; call it before anybody can touch them. */
export function remember(list: Element): void {
  for (const child of list.children) served.set(child, child.outerHTML);
}

/**
 * Makes the children of `list` those of `wanted`, in their order. Children are known by their ids; one that the server
 * sends unchanged stays the same node, with its focus, selection and open details.
 * @param keep tells which other children stay, before all wanted ones
 * @returns the ids that are new
 */
export function reconcile(
  list: Element,
  wanted: Element,
  keep: (child: Element) => boolean = () => false,
): readonly string[] {
  const added: string[] = [];
  const present = new Map([...list.children].map((child) => [child.id, child]));
  const ids = new Set([...wanted.children].map(({ id }) => id));
  for (const [id, child] of present) {
    if (!ids.has(id) && !keep(child)) child.remove();
  }
  let place = [...list.children].find(({ id }) => ids.has(id)) ?? null;
  for (const child of [...wanted.children]) {
    const text = child.outerHTML;
    const old = present.get(child.id);
    if (old && served.get(old) === text) {
      if (old === place) place = place.nextElementSibling;
      else list.insertBefore(old, place);
      continue;
    }
    const focus = old ? focusWithin(old) : -1;
    list.insertBefore(child, place);
    served.set(child, text);
    if (!old) added.push(child.id);
    if (old === place) place = place?.nextElementSibling ?? null;
    old?.remove();
    focusable(child)[focus]?.focus();
  }
  return added;
}

function focusable(element: Element): readonly HTMLElement[] {
  return [...element.querySelectorAll<HTMLElement>('a, button, summary, textarea')];
}

function focusWithin(element: Element): number {
  return focusable(element).findIndex((candidate) => candidate === document.activeElement);
}

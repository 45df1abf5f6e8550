// Updates a list with new HTML from the server and keeps unchanged elements.

/** The HTML that the server last sent for each element. */
const served = new WeakMap<Element, string>();

/** Records the HTML of a list's children. Call it before the user can change them. */
export function remember(list: Element): void {
  for (const child of list.children) served.set(child, child.outerHTML);
}

/**
 * Replaces the children of `list` by those of `wanted`. Matches children by ID and keeps the nodes whose HTML is
 * unchanged, with their focus, selection and open details.
 * @param keep whether a child that is not in `wanted` stays (at the start)
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

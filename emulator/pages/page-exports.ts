// Finds out which exports of a page's code are handlers that the emulator calls.
import { inferElements } from './infer-layout.ts';
import { getHandlerMethod, readHandlerName } from './handler-names.ts';
import { listLayoutElements, type LayoutElement } from './layout-elements.ts';
import { readLayout } from './layout.ts';
import { getMethods } from './server-element-members.ts';

/** The parts of a site that decide about its handlers. */
export interface SitePages {
  readonly root: string;
  /** The folder of the layouts. */
  readonly editor: string | undefined;
  readonly pages: readonly { readonly file: string; readonly title: string }[];
  readonly masterPage: string | undefined;
}

/**
 * Creates a function that says why nothing calls an export of a page's code; undefined if something does. The code of
 * the master page can have handlers of every page's elements.
 */
export function createExportCheck(
  site: SitePages,
): (file: string, name: string) => string | undefined {
  const known = new Map<string, readonly LayoutElement[]>();
  const elementsOf = ({ title, file }: SitePages['pages'][number]): readonly LayoutElement[] => {
    const layout = readLayout(site.editor, title);
    const elements =
      known.get(file) ??
      (layout === undefined
        ? inferElements(site.root, file, site.masterPage)
        : listLayoutElements(layout + (readLayout(site.editor, 'masterPage') ?? '')));
    known.set(file, elements);
    return elements;
  };
  return (file, name) => {
    const pages = site.pages.filter((page) => page.file === file || file === site.masterPage);
    const elements = pages.flatMap(elementsOf);
    return isHandler(elements, name) ? undefined : describe(elements, name);
  };
}

function isHandler(elements: readonly LayoutElement[], name: string): boolean {
  const wired = readHandlerName(name);
  return elements.some(
    ({ id, type, handlers = [] }) =>
      handlers.some(({ functionName }) => functionName === name) ||
      (wired?.id === id && getMethods(type).includes(getHandlerMethod(wired.event))),
  );
}

function describe(elements: readonly LayoutElement[], name: string): string {
  const wired = readHandlerName(name);
  if (!wired) return 'nothing calls an export of a page that is no handler of an element';
  const element = elements.find(({ id }) => id === wired.id);
  return element
    ? `nothing calls it: #${wired.id} (${element.type}) has no event ${wired.event}`
    : `nothing calls it: the page has no element #${wired.id}`;
}

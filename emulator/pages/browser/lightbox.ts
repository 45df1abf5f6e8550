// Emulates Wix's lightboxes (popups): `openLightbox(name)` shows the page of that name above the current one. Not
// emulated: triggers set in the editor, effects, lightboxes of apps.
import type { HostMethods } from './host-methods.ts';
import { listNamedHandlers } from './layout-handlers.ts';
import { consoleReport } from './sdk-messages.ts';
import { wireHandlers } from '../wire-handlers.ts';
import { createPage } from './selector.ts';
import type { Page } from './selector.ts';

/** The lightboxes of a document. */
export interface Lightboxes {
  /** Returns the open lightbox. */
  readonly getOpenLightbox: () => Page | undefined;
  /** Returns the data that the open lightbox was opened with. */
  readonly getContext: () => unknown;
  readonly methods: HostMethods;
}

interface OpenLightbox {
  readonly page: Page;
  readonly data: unknown;
  close(data: unknown): void;
}

/** The query parameter that marks a request for a lightbox. On Wix a lightbox runs only in the browser. */
const LIGHTBOX_QUERY = 'lightbox';
let openings = 0;

/**
 * Creates the lightboxes of a page. Like a page, a lightbox consists of `<name>.html` in the editor folder and
 * `pages/<name>.ts`. Its code runs again each time it opens. Only one lightbox is open at a time.
 * @see https://dev.wix.com/docs/velo/apis/wix-window-frontend/open-lightbox
 */
export function createLightboxes(): Lightboxes {
  let open: OpenLightbox | undefined;

  async function openLightbox(name: unknown, data: unknown): Promise<unknown> {
    if (typeof name !== 'string') {
      throw new TypeError(`openLightbox() received ${typeof name}; pass the name of a lightbox.`);
    }
    open?.close(undefined);
    const slug = name.trim().toLowerCase().replaceAll(/\s+/gu, '-');
    const response = await fetch(`/${encodeURIComponent(slug)}?${LIGHTBOX_QUERY}`, {
      headers: { Accept: 'text/html' },
    });
    if (!response.ok) {
      throw new Error(
        `Failed to open the lightbox "${name.slice(0, 60)}": the site has no page of that name.`,
      );
    }
    const layout = new DOMParser().parseFromString(await response.text(), 'text/html');
    const dialog = toDialog(layout, name);
    const closed = new Promise<unknown>((resolve) => {
      open = {
        page: createPage(dialog),
        data,
        close(result) {
          dialog.remove();
          open = undefined;
          resolve(result);
        },
      };
    });
    document.documentElement.append(dialog);
    dialog.showModal();
    const opened = open;
    dialog.addEventListener('close', () => opened?.close(undefined));
    openings += 1;
    const named = listNamedHandlers(dialog);
    const exports: unknown[] = [];
    for (const module of readPageModules(layout)) {
      const url = `${module}?opening=${String(openings)}`;
      const imported: unknown = await import(/* @vite-ignore */ url);
      exports.push(imported);
    }
    if (opened) {
      wireHandlers({ $w: opened.page.$w, named, exports, warn: consoleReport.warn });
      void opened.page.start();
    }
    return closed;
  }

  return {
    getOpenLightbox: () => open?.page,
    getContext: () => open?.data,
    methods: [
      ['window.openLightbox', openLightbox],
      ['window.lightbox.open', openLightbox],
      ['window.lightbox.getContext', async () => open?.data],
      ['window.lightbox.close', async (data) => open?.close(data)],
    ],
  };
}

/** Creates a dialog with the content of a page's HTML. Escape, the close button and a click outside close it. */
function toDialog(layout: Document, name: string): HTMLDialogElement {
  const dialog = document.createElement('dialog');
  dialog.className = 'velo-lightbox';
  dialog.setAttribute('aria-label', name);
  const close = document.createElement('button');
  close.type = 'button';
  close.textContent = '×';
  close.className = 'velo-lightbox-close';
  close.setAttribute('aria-label', 'Close');
  close.addEventListener('click', () => dialog.close());
  dialog.addEventListener('click', ({ target }) => {
    if (target === dialog) dialog.close();
  });
  layout.querySelector('velo-bar')?.remove();
  dialog.append(
    ...layout.head.querySelectorAll('link[rel="stylesheet"], style'),
    close,
    ...layout.body.childNodes,
  );
  return dialog;
}

/** Returns the lightbox's module. The master page's module has already run. */
function readPageModules(layout: Document): readonly string[] {
  const modules: unknown = JSON.parse(layout.getElementById('velo-modules')?.textContent ?? '[]');
  return Array.isArray(modules) ? modules.filter((it) => typeof it === 'string').slice(-1) : [];
}

// Wix's lightboxes (popups): `openLightbox(name)` lays the page of that name over the open one. Leaves out: triggers of the editor, effects, lightboxes of apps.
import type { HostMethods } from './host-methods.ts';
import { createPage } from './w.ts';
import type { Page } from './w.ts';

/** The lightboxes of a document. */
export interface Lightboxes {
  /** The one that is open. */
  readonly top: () => Page | undefined;
  readonly methods: HostMethods;
}

interface Open {
  readonly page: Page;
  readonly data: unknown;
  close(data: unknown): void;
}

/** Told to the server, which runs no lightbox: on Wix they run in the browser only. */
const QUERY = 'lightbox';
let openings = 0;

/**
 * Makes the lightboxes over a page. A lightbox is made of `<name>.html` of the editor folder and `pages/<name>.ts`, as
 * a page is; its code runs anew each time that it opens. One is open at a time.
 * @see https://dev.wix.com/docs/velo/apis/wix-window-frontend/open-lightbox
 */
export function createLightboxes(): Lightboxes {
  let open: Open | undefined;

  async function openLightbox(name: unknown, data: unknown): Promise<unknown> {
    if (typeof name !== 'string') {
      throw new TypeError('openLightbox() takes the name of a lightbox.');
    }
    open?.close(undefined);
    const slug = name.trim().toLowerCase().replaceAll(/\s+/gu, '-');
    const response = await fetch(`/${encodeURIComponent(slug)}?${QUERY}`, {
      headers: { Accept: 'text/html' },
    });
    if (!response.ok) throw new Error(`There is no lightbox ${name.slice(0, 60)}: no such page.`);
    const layout = new DOMParser().parseFromString(await response.text(), 'text/html');
    const dialog = toDialog(layout, name);
    const closed = new Promise<unknown>((resolve) => {
      const own = createPage(dialog);
      open = {
        page: own,
        data,
        close(answer) {
          dialog.remove();
          open = undefined;
          resolve(answer);
        },
      };
    });
    document.documentElement.append(dialog);
    dialog.showModal();
    const opened = open;
    dialog.addEventListener('close', () => opened?.close(undefined));
    openings += 1;
    for (const module of modulesOf(layout)) {
      await import(/* @vite-ignore */ `${module}?opening=${String(openings)}`);
    }
    await opened?.page.start();
    return closed;
  }

  return {
    top: () => open?.page,
    methods: [
      ['window.openLightbox', openLightbox],
      ['window.lightbox.open', openLightbox],
      ['window.lightbox.getContext', async () => open?.data],
      ['window.lightbox.close', async (data) => open?.close(data)],
    ],
  };
}

/** The content of a page's HTML, in a dialog that Escape, its button and the space around it close. */
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

/** The code of the page itself; the master page's runs already. */
function modulesOf(layout: Document): readonly string[] {
  const modules: unknown = JSON.parse(layout.getElementById('velo-modules')?.textContent ?? '[]');
  return Array.isArray(modules) ? modules.filter((it) => typeof it === 'string').slice(-1) : [];
}

// Emulates Wix's Image element and the site's media. Wix's media servers are never called: uploaded images come from
// this page or the emulator, all others are a placeholder.
import { PageElement } from './elements.ts';
import { notEmulated } from './not-emulated.ts';

/** Object URLs of the images that were uploaded on this page, by media id; lost when the page closes. */
const uploadedImages = new Map<string, string>();

/** Stores an uploaded image, so that this page can show it by its media URL. */
export function storeImage(id: string, image: Blob): void {
  uploadedImages.set(id, URL.createObjectURL(image));
}

/** Wix's Image element. */
export class Image extends PageElement<HTMLImageElement> {
  #src: string | undefined;

  get src(): string {
    return this.#src ?? this.node.src;
  }
  set src(src: string) {
    this.#src = src;
    this.node.src = toDisplayedSrc(src);
  }
  get alt(): string {
    return this.node.alt;
  }
  set alt(alt: string) {
    this.node.alt = alt;
  }
}

/** Returns the URL that the browser loads for the `src` that page code set. */
export function toDisplayedSrc(src: string): string {
  if (/^(data|blob):|^\//u.test(src) || src === '') return src;
  const [, id] =
    /^(?:wix:image:\/\/v1|https:\/\/static\.wixstatic\.com\/media)\/([^/?#]+)/u.exec(src) ?? [];
  if (id !== undefined) {
    const isUploaded = id.startsWith('local_');
    return uploadedImages.get(id) ?? (isUploaded ? `/_emulator/media/${id}` : PLACEHOLDER);
  }
  if (src.startsWith('wix:')) {
    throw notEmulated(
      `The image source "${src.slice(0, 60)}"`,
      'Use wix:image://v1/<id>/<name> or an https: URL.',
    );
  }
  return /^https:\/\/([\w-]+\.)*wix(static|mp)\.com\//u.test(src) ? PLACEHOLDER : src;
}

const PLACEHOLDER = `data:image/svg+xml,${encodeURIComponent(
  `<svg xmlns="http://www.w3.org/2000/svg" width="320" height="200" viewBox="0 0 320 200">
  <rect width="320" height="200" fill="#dfe7e5"/>
  <path d="M60 150l60-70 45 50 30-32 65 52z" fill="#8fa9a5"/>
  <circle cx="222" cy="62" r="20" fill="#8fa9a5"/></svg>`,
)}`;

// Wix's Image, and the site's media as far as pages show them. Wix's media servers are never asked: what this page uploaded is shown from memory, all else as a drawn stand-in.
import { PageElement } from './elements.ts';
import { refusal } from './not-emulated.ts';

/** What was uploaded on this page, by media id; forgotten with the page. */
const uploaded = new Map<string, string>();

/** Keeps an uploaded picture, so that this page can show it by its address. */
export function keepPicture(id: string, picture: Blob): void {
  uploaded.set(id, URL.createObjectURL(picture));
}

/** Wix's Image. */
export class Image extends PageElement<HTMLImageElement> {
  #src: string | undefined;

  get src(): string {
    return this.#src ?? this.node.src;
  }
  set src(src: string) {
    this.#src = src;
    this.node.src = toShown(src);
  }
  get alt(): string {
    return this.node.alt;
  }
  set alt(alt: string) {
    this.node.alt = alt;
  }
}

/** The address that the browser loads for what page code set. */
function toShown(src: string): string {
  if (/^(data|blob):|^\//u.test(src) || src === '') return src;
  const id = /^(?:wix:image:\/\/v1|https:\/\/static\.wixstatic\.com\/media)\/([^/?#]+)/u.exec(src);
  if (id) return uploaded.get(id[1] ?? '') ?? STAND_IN;
  if (src.startsWith('wix:')) {
    throw refusal('This wix: address of an image', 'Use wix:image://v1/<id>/<name> or https:.');
  }
  return /^https:\/\/([\w-]+\.)*wix(static|mp)\.com\//u.test(src) ? STAND_IN : src;
}

const STAND_IN = `data:image/svg+xml,${encodeURIComponent(
  `<svg xmlns="http://www.w3.org/2000/svg" width="320" height="200" viewBox="0 0 320 200">
  <rect width="320" height="200" fill="#dfe7e5"/>
  <path d="M60 150l60-70 45 50 30-32 65 52z" fill="#8fa9a5"/>
  <circle cx="222" cy="62" r="20" fill="#8fa9a5"/></svg>`,
)}`;

// Emulates the HTML that Wix's Text element takes: the documented subset. That Wix keeps `target` and `rel` of links is
// assumed. Not emulated: what Wix does with other HTML, which is not documented.
import { checkLink } from './links.ts';
import { notEmulated } from './not-emulated.ts';

/** @see https://dev.wix.com/docs/velo/velo-only-apis/$w/text/introduction */
const TAGS = 'p h1 h2 h3 h4 h5 h6 a span ul ol li br'.split(' ');
/** Other tags that Wix's viewer keeps (assumed): they only format text. */
const MORE_TAGS =
  'b strong i em u s strike small big sub sup mark del ins code pre blockquote div hr font center'.split(
    ' ',
  );
const ATTRIBUTES = ['style', 'dir', 'class', 'align', 'color', 'size', 'face'];
const LINK_ATTRIBUTES = ['href', 'target', 'rel'];
const STYLES =
  /^(font(-face|-family|-size|-weight|-style)|text-(decoration|align|shadow)(-\w+)?|color|background-color|margin-left|line-height|letter-spacing|(margin|padding)(-\w+)?|white-space|text-(indent|transform)|opacity)$/u;

/**
 * Parses HTML for a Text element.
 *
 * @throws {NotEmulatedError} for a tag, attribute, style property or link that Wix does not document
 */
export function parseRichText(html: string): DocumentFragment {
  // The document has no browsing context: it loads nothing and runs no scripts.
  const { body, head } = new DOMParser().parseFromString(html, 'text/html');
  const fragment = document.createDocumentFragment();
  for (const element of [...head.children, ...body.querySelectorAll('*')]) check(element);
  fragment.append(...body.childNodes);
  return fragment;
}

function check(element: Element): void {
  const tag = element.localName;
  if (!TAGS.includes(tag) && !MORE_TAGS.includes(tag)) {
    throw notEmulated(`<${tag}> in Text.html`, `Wix supports the tags ${TAGS.join(', ')}.`);
  }
  const allowed = tag === 'a' ? [...ATTRIBUTES, ...LINK_ATTRIBUTES] : ATTRIBUTES;
  for (const { name, value } of element.attributes) {
    if (!allowed.includes(name)) {
      throw notEmulated(
        `The attribute ${name} of <${tag}> in Text.html`,
        `Use one of ${allowed.join(', ')}.`,
      );
    }
    if (name === 'href') checkLink(value);
  }
  if (!(element instanceof HTMLElement)) return;
  const unknown = [...element.style].find((property) => !STYLES.test(property));
  if (unknown !== undefined) {
    throw notEmulated(
      `The style property ${unknown} in Text.html`,
      'Wix documents font, text, colour, margin-left and spacing properties.',
    );
  }
}

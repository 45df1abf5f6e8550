import type { ChatRow } from 'public/inbox-chat-rows';
import { createRows } from 'public/inbox-rows';
import type { Rows } from 'public/inbox-rows';
import { createFinder, toggle, isImage, isLink, isText } from 'public/inbox-elements';
import type { PageSelector, RepeaterElement } from 'public/inbox-elements';

/** The part of Wix Studio's elements that styles them; elements of the older editor have none. */
interface StyledElement {
  readonly customClassList: { add(name: string): unknown; remove(name: string): unknown };
}

/**
 * Makes the list of a chat of a repeater, newest at the bottom.
 *
 * Its item may have `#chatText`, `#chatImage`, `#chatLink` (a button), `#chatFrom` and `#chatTime`
 * (texts), and `#chatBubble` (a box), which gets the CSS class `from-me` or `from-them` where the
 * editor has custom classes. What a row does not need is folded away.
 */
export function createChatList(
  repeater: RepeaterElement | undefined,
  elements: Readonly<Record<string, string>>,
): Rows<ChatRow> {
  let isReported = false;

  function fill($item: PageSelector, row: ChatRow): void {
    const { find, report } = createFinder($item, elements, 'chat, in an item of #chatMessages');
    const { kind, text, url, from, name, note } = row;
    const textElement = find('chatText', isText);
    if (textElement) textElement.text = kind === 'text' ? text : '';
    toggle(textElement, kind === 'text');

    const image = find('chatImage', isImage, kind === 'image');
    if (image && kind === 'image') {
      image.src = url;
      image.alt = text;
    }
    toggle(image, kind === 'image');

    const link = find('chatLink', isLink, kind === 'link');
    if (link && kind === 'link') {
      link.label = text;
      link.link = url;
      link.target = '_blank';
    }
    toggle(link, kind === 'link');

    const said = [
      [find('chatFrom', isText, false), name],
      [find('chatTime', isText, false), note],
    ] as const;
    for (const [element, words] of said) {
      if (element) element.text = words;
      toggle(element, words !== '');
    }
    const bubble = find('chatBubble', isStyled, false);
    bubble?.customClassList.remove(from === 'me' ? 'from-them' : 'from-me');
    bubble?.customClassList.add(`from-${from}`);
    if (!isReported) report();
    isReported = true;
  }

  return createRows(repeater, fill);
}

function isStyled(element: unknown): element is StyledElement {
  return typeof element === 'object' && element !== null && 'customClassList' in element;
}

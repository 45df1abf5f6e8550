import { createElementFinder } from 'public/inbox-element-finder';
import { isButton, isImage, isLink, isText, setText, toggle } from 'public/inbox-elements';
import type { PageSelector, RepeaterElement } from 'public/inbox-elements';
import type { MessageRow } from 'public/inbox-message-rows';
import { createRepeaterList } from 'public/inbox-repeater-list';
import type { RepeaterList } from 'public/inbox-repeater-list';

/** The part of Wix Studio's elements that styles them; elements of Wix Editor do not have it. */
interface StyledElement {
  readonly customClassList: { add(name: string): unknown; remove(name: string): unknown };
}

/** Options of `createMessageList`. */
export interface MessageListOptions {
  readonly repeater: RepeaterElement | undefined;
  /** Selectors that are not `#<name>`, by name. */
  readonly elements: Readonly<Record<string, string>>;
  /** Prefix of the ids of the item's elements: `chat` or `message`. */
  readonly prefix: 'chat' | 'message';
  /** The prefix in earlier versions, if it has changed; see `FindOptions.formerName`. */
  readonly formerPrefix?: string;
  /** The component and the list, for the console warning about missing elements. */
  readonly component: string;
  /** Called on a click on `#<prefix>SendAgain`, with the id of the message. */
  readonly onSendAgain?: (messageId: string) => void;
}

/**
 * Creates a list of messages in a repeater, newest at the bottom.
 *
 * An item can have `#<prefix>Text`, `#<prefix>Image`, `#<prefix>Link` (a button), `#<prefix>From` and
 * `#<prefix>Time` (texts), `#<prefix>SendAgain` (a button, if `onSendAgain` is set) and `#<prefix>Bubble` (a box),
 * which gets the CSS class `from-me` or `from-them` in Wix Studio. Unused elements are collapsed.
 */
export function createMessageList({
  repeater,
  elements,
  prefix,
  formerPrefix = prefix,
  component,
  onSendAgain,
}: MessageListOptions): RepeaterList<MessageRow> {
  let isReported = false;

  function fillItem($item: PageSelector, row: MessageRow, isNew: boolean): void {
    const finder = createElementFinder($item, elements, component);
    const find = <Element>(
      name: string,
      isElement: (element: unknown) => element is Element,
      isOptional: boolean,
    ) => finder.find(prefix + name, isElement, { isOptional, formerName: formerPrefix + name });
    const { kind, text, url, from, name, note, action = '' } = row;
    const textElement = find('Text', isText, false);
    setText(textElement, kind === 'text' ? text : '');
    toggle(textElement, kind === 'text');

    const image = find('Image', isImage, kind !== 'image');
    if (image && kind === 'image') {
      image.src = url;
      image.alt = text;
    }
    toggle(image, kind === 'image');

    const link = find('Link', isLink, kind !== 'link');
    if (link && kind === 'link') {
      link.label = text;
      link.link = url;
      link.target = '_blank';
    }
    toggle(link, kind === 'link');

    const sendAgain = onSendAgain && find('SendAgain', isButton, true);
    if (sendAgain) {
      sendAgain.label = action;
      if (isNew) sendAgain.onClick(() => onSendAgain(row._id.replace(/-\d+$/, '')));
    }
    toggle(sendAgain, action !== '');

    const captions = [
      [find('From', isText, true), name],
      [find('Time', isText, true), note],
    ] as const;
    for (const [element, caption] of captions) {
      setText(element, caption);
      toggle(element, caption !== '');
    }
    const bubble = find('Bubble', isStyled, true);
    bubble?.customClassList.remove(from === 'me' ? 'from-them' : 'from-me');
    bubble?.customClassList.add(`from-${from}`);
    if (!isReported) finder.reportMissing();
    isReported = true;
  }

  return createRepeaterList(repeater, fillItem);
}

function isStyled(element: unknown): element is StyledElement {
  return typeof element === 'object' && element !== null && 'customClassList' in element;
}

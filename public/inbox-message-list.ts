import { createElementFinder } from 'public/inbox-element-finder';
import {
  isButton,
  isImage,
  isLink,
  isRichText,
  isScrollTarget,
  isText,
  setText,
  toggle,
} from 'public/inbox-elements';
import type {
  LinkElement,
  PageSelector,
  RepeaterElement,
  TextElement,
} from 'public/inbox-elements';
import type { MessageRow } from 'public/inbox-message-rows';
import { createRepeaterList } from 'public/inbox-repeater-list';
import type { RepeaterList } from 'public/inbox-repeater-list';
import { toHtml } from 'public/inbox-rich-text';
import { createRowBoxes } from 'public/inbox-row-boxes';

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
  /** Called when a row becomes visible in the window. */
  readonly onRowVisible?: (rowId: string) => void;
}

/** A list of messages. */
export interface MessageList extends RepeaterList<MessageRow> {
  /** Returns whether a row is visible in the window; `undefined` if the page does not report it. */
  readonly isRowVisible: (rowId: string) => boolean | undefined;
  /** Scrolls the page to a row, if it can. */
  readonly scrollToRow: (rowId: string) => void;
}

/**
 * Creates a list of messages in a repeater, newest at the bottom.
 *
 * An item can have `#<prefix>Text`, `#<prefix>Image`, `#<prefix>Link` (a button), `#<prefix>From` and
 * `#<prefix>Time` (texts), `#<prefix>SendAgain` (a button, if `onSendAgain` is set) and `#<prefix>Bubble` (a box),
 * which gets the CSS class `from-me` or `from-them` in Wix Studio. Unused elements are collapsed. The box of a row also
 * reports whether the row is visible, and the page scrolls to it.
 */
export function createMessageList({
  repeater,
  elements,
  prefix,
  formerPrefix = prefix,
  component,
  onSendAgain,
  onRowVisible = () => {},
}: MessageListOptions): MessageList {
  let isReported = false;
  const boxes = createRowBoxes(onRowVisible);

  function fillItem($item: PageSelector, row: MessageRow, isNew: boolean): void {
    const finder = createElementFinder($item, elements, component);
    const find = <Element>(
      name: string,
      isElement: (element: unknown) => element is Element,
      isOptional: boolean,
    ) => finder.find(prefix + name, isElement, { isOptional, formerName: formerPrefix + name });
    const { kind, text, url, from, name, note, action = '' } = row;
    const textElement = find('Text', isText, false);
    showText(textElement, kind === 'text' ? text : '');
    toggle(textElement, kind === 'text');

    const image = find('Image', isImage, kind !== 'image');
    if (image && kind === 'image') {
      image.src = url;
      image.alt = text;
    }
    toggle(image, kind === 'image');

    const isLinkShown = kind === 'link' || kind === 'button';
    const link = find('Link', isLink, !isLinkShown);
    if (isLinkShown) fillLink(link, row);
    toggle(link, isLinkShown);

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
    const box = find('Bubble', isScrollTarget, true);
    if (isNew && box) boxes.add(row._id, box);
    if (!isReported) finder.reportMissing();
    isReported = true;
  }

  const list = createRepeaterList(repeater, fillItem);
  return {
    show(rows) {
      boxes.keep(new Set(rows.map(({ _id }) => _id)));
      list.show(rows);
    },
    isRowVisible: boxes.isVisible,
    scrollToRow: boxes.scrollTo,
  };
}

function fillLink(link: LinkElement | undefined, { kind, text, url }: MessageRow): void {
  if (!link) return;
  link.label = text;
  if (kind === 'link') {
    link.link = url;
    link.target = '_blank';
  } else {
    // Only Wix's own chat can report a click on a button without a link.
    link.disable();
  }
}

/** Shows a text as it was written. An element without `html` shows it as plain text. */
function showText(element: TextElement | undefined, text: string): void {
  if (isRichText(element)) element.html = toHtml(text);
  else setText(element, text);
}

function isStyled(element: unknown): element is StyledElement {
  return typeof element === 'object' && element !== null && 'customClassList' in element;
}

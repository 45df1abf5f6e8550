/**
 * The page's `$w`. Written as a method, because the editor's own type takes no other ids than the
 * page has, and only a method's parameter may be narrower than what it is declared with.
 */
export type PageSelector = { select(selector: string): unknown }['select'];

/** Seconds that Wix may take to tell the page's code the last character typed before Enter (assumed). */
export const TYPING_DELAY = 0.02;

/** Finds an element by the name it has in a helper, if the page has it and it is of the right kind. */
export type Find = <Element>(
  name: string,
  is: (element: unknown) => element is Element,
  /** Whether the page is worse without it. */
  isNeeded?: boolean,
) => Element | undefined;

/** How a helper finds its elements, and tells which are missing. */
export interface Finder {
  readonly find: Find;
  /** Writes one line to the console about everything that was needed and not found, if there is any. */
  report(): void;
}

/**
 * Makes a helper's way to its elements: each by `#<name>`, or by the selector that `elements` has for it.
 *
 * @param helper - its name, for the console.
 */
export function createFinder(
  $w: PageSelector,
  elements: Readonly<Record<string, string>>,
  helper: string,
): Finder {
  const missing: string[] = [];
  return {
    find: (name, is, isNeeded = true) => {
      const selector = elements[name] ?? `#${name}`;
      const element = $w(selector);
      if (is(element)) return element;
      if (isNeeded) missing.push(selector);
      return undefined;
    },
    report() {
      if (missing.length === 0) return;
      console.warn(`${helper}: this page has no ${missing.join(', ')}; it works without.`);
      missing.length = 0;
    },
  };
}

/** The part of Wix's Button that a form needs. */
export interface ButtonElement {
  label: string;
  enable(): unknown;
  disable(): unknown;
  onClick(handler: () => void): unknown;
}

/** The part of Wix's Text that a form needs. */
export interface TextElement {
  text: string;
}

/** The part of Wix's input elements that a form needs. */
interface FieldElement {
  readonly type: string;
  required: boolean;
  focus(): void;
  onChange(handler: () => void): unknown;
  onCustomValidation(
    validator: (value: string | boolean, reject: (message: string) => void) => void,
  ): void;
  updateValidityIndication(): void;
  resetValidityIndication(): void;
}

/** The part of Wix's TextInput and TextBox that a form needs. */
export interface TextFieldElement extends FieldElement {
  value: string;
  onInput(handler: () => void): unknown;
  onKeyPress(handler: (event: { readonly key: string }) => void): unknown;
}

/** The part of Wix's Checkbox that a form needs. Its `value` says nothing about `checked`. */
export interface CheckboxElement extends FieldElement {
  checked: boolean;
}

/** Tells a Button from what `$w` answers where the page has no such element. */
export function isButton(element: unknown): element is ButtonElement {
  return has(element, 'onClick') && 'label' in element && 'enable' in element;
}

/** Tells a Text from what `$w` answers where the page has no such element. */
export function isText(element: unknown): element is TextElement {
  return has(element, 'text');
}

/** Tells an input element from what `$w` answers where the page has no such element. */
export function isField(element: unknown): element is TextFieldElement | CheckboxElement {
  return has(element, 'onCustomValidation') && ('checked' in element || 'onKeyPress' in element);
}

/** The part of Wix's Button that a list of links needs. */
export interface LinkElement extends ButtonElement {
  link: string;
  target: string;
}

/** The part of any of Wix's elements that shows it or takes it away. */
export interface CollapsibleElement {
  expand(): unknown;
  collapse(): unknown;
}

/** The part of Wix's TextInput and TextBox that a chat needs. */
export interface TypingElement {
  readonly type: string;
  value: string;
  focus(): void;
  onFocus(handler: () => void): unknown;
  onInput(handler: () => void): unknown;
  onKeyPress(handler: (event: { readonly key: string }) => void): unknown;
}

/** The part of Wix's Image that a chat needs. */
export interface ImageElement {
  src: string;
  alt: string;
}

/** The part of Wix's UploadButton that a chat needs. */
export interface UploadElement {
  readonly value: readonly { readonly name: string }[];
  onChange(handler: () => void): unknown;
  reset(): void;
  /** Its `fileUrl` is a `wix:image://` or `wix:document://` address. */
  uploadFiles(): Promise<readonly { readonly fileUrl: string }[]>;
}

/** The part of Wix's Repeater that a list needs; `$item` finds the elements of one item. */
export interface RepeaterElement {
  data: readonly { readonly _id: string }[];
  onItemReady(handler: ItemHandler): unknown;
  forItems(ids: string[], handler: ItemHandler): void;
}

/** The part of Wix's Dropdown that a choice needs. */
export interface ChoiceElement {
  options: readonly { readonly label: string; readonly value: string }[];
  value: string;
}

/** Called for an item of a repeater. */
export type ItemHandler = ($item: PageSelector, data: { readonly _id: string }) => void;

/** Tells a Button that opens a link from what `$w` answers where the page has no such element. */
export function isLink(element: unknown): element is LinkElement {
  return isButton(element) && 'link' in element;
}

/** Tells an element that can be folded away from what `$w` answers where the page has none. */
export function isCollapsible(element: unknown): element is CollapsibleElement {
  return has(element, 'expand') && 'collapse' in element;
}

/** Shows an element or takes it away, if the page has it. */
export function toggle(element: unknown, isShown: boolean): void {
  if (!isCollapsible(element)) return;
  if (isShown) element.expand();
  else element.collapse();
}

/** Tells a TextInput or TextBox from what `$w` answers where the page has no such element. */
export function isTyping(element: unknown): element is TypingElement {
  return has(element, 'onKeyPress') && 'onFocus' in element;
}

/** Tells an Image from what `$w` answers where the page has no such element. */
export function isImage(element: unknown): element is ImageElement {
  return has(element, 'src') && 'alt' in element;
}

/** Tells an UploadButton from what `$w` answers where the page has no such element. */
export function isUpload(element: unknown): element is UploadElement {
  return has(element, 'uploadFiles');
}

/** Tells a Dropdown from what `$w` answers where the page has no such element. */
export function isChoice(element: unknown): element is ChoiceElement {
  return has(element, 'options') && 'value' in element;
}

/** Tells a Repeater from what `$w` answers where the page has no such element. */
export function isRepeater(element: unknown): element is RepeaterElement {
  return has(element, 'onItemReady');
}

// `in` asks without reading: an element of Wix's may throw for a property that it does not have.
function has(element: unknown, key: string): element is object {
  return typeof element === 'object' && element !== null && key in element;
}

import type { KeyEvent } from 'public/inbox-enter';

/**
 * The page's `$w`.
 *
 * A method type, because method parameters are bivariant: the editor's `$w` accepts only ids of the page.
 */
export type PageSelector = { select(selector: string): unknown }['select'];

/** The part of Wix's Button that a component uses. */
export interface ButtonElement {
  label: string;
  enable(): unknown;
  disable(): unknown;
  onClick(handler: () => void): unknown;
}

/** The part of Wix's Button that a link in a list uses. */
export interface LinkElement extends ButtonElement {
  link: string;
  target: string;
}

/** The part of Wix's Text that a component uses. */
export interface TextElement {
  text: string;
}

/** The part of Wix's input elements that a form uses. */
interface FieldElement {
  /** Wix's name of the element's kind, as `$w.TextBox`. */
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

/** The part of Wix's TextInput and TextBox that a form uses. */
export interface TextFieldElement extends FieldElement {
  value: string;
  onInput(handler: () => void): unknown;
  onKeyPress(handler: (event: KeyEvent) => void): unknown;
}

/** The part of Wix's Checkbox that a form uses. Its `value` does not depend on `checked`. */
export interface CheckboxElement extends FieldElement {
  checked: boolean;
}

/** The part of Wix's TextInput and TextBox that a chat or a search uses. */
export interface TextInputElement {
  /** Wix's name of the element's kind, as `$w.TextBox`. */
  readonly type: string;
  value: string;
  /** The maximum number of characters that the user can type. */
  maxLength: number;
  focus(): void;
  onFocus(handler: () => void): unknown;
  onInput(handler: () => void): unknown;
  onKeyPress(handler: (event: KeyEvent) => void): unknown;
}

/** The part of Wix's Image that a message list uses. */
export interface ImageElement {
  src: string;
  alt: string;
}

/** The part of Wix's UploadButton that a chat uses. */
export interface UploadButtonElement {
  /** The chosen files. */
  readonly value: readonly { readonly name: string }[];
  onChange(handler: () => void): unknown;
  reset(): void;
  /** Uploads the chosen files; `fileUrl` is a `wix:image://` or `wix:document://` address. */
  uploadFiles(): Promise<readonly { readonly fileUrl: string }[]>;
}

/** The part of Wix's Repeater that a list uses. */
export interface RepeaterElement {
  data: readonly { readonly _id: string }[];
  onItemReady(handler: ItemHandler): unknown;
  forItems(ids: string[], handler: ItemHandler): void;
}

/** A handler that is called for an item of a repeater; `$item` finds the elements of that item. */
export type ItemHandler = ($item: PageSelector, data: { readonly _id: string }) => void;

/** The part of Wix's Dropdown that a component uses. */
export interface DropdownElement {
  options: readonly { readonly label: string; readonly value: string }[];
  value: string;
}

/** The part of Wix's Text that shows HTML. */
export interface RichTextElement {
  html: string;
}

/** The part of any of Wix's elements that scrolls the page to it. */
export interface ScrollTarget {
  scrollTo(): Promise<unknown>;
}

/** The part of any of Wix's elements that reports whether it is visible in the window. */
export interface ViewportElement {
  onViewportEnter(handler: () => void): unknown;
  onViewportLeave(handler: () => void): unknown;
}

/** The part of Wix's reCAPTCHA element (`$w.Captcha`) that a component uses. */
export interface CaptchaElement {
  /** The token of the solved challenge. It is valid for 120 s. */
  readonly token: string;
  reset(): unknown;
  onVerified(handler: () => void): unknown;
  onTimeout(handler: () => void): unknown;
  onError(handler: () => void): unknown;
}

/** The part of any of Wix's elements that shows or hides it without leaving a gap. */
export interface CollapsibleElement {
  expand(): unknown;
  collapse(): unknown;
}

/** Returns whether a value is a Button. `$w` returns an empty array for an unknown id. */
export function isButton(element: unknown): element is ButtonElement {
  return has(element, 'onClick') && 'label' in element && 'enable' in element;
}

/** Returns whether a value is a Button that can open a link. */
export function isLink(element: unknown): element is LinkElement {
  return isButton(element) && 'link' in element;
}

/** Returns whether a value is a Text. */
export function isText(element: unknown): element is TextElement {
  return has(element, 'text');
}

/** Returns whether a value is a TextInput, TextBox or Checkbox. */
export function isField(element: unknown): element is TextFieldElement | CheckboxElement {
  return has(element, 'onCustomValidation') && ('checked' in element || 'onKeyPress' in element);
}

/** Returns whether a value is a TextInput or TextBox. */
export function isTextInput(element: unknown): element is TextInputElement {
  return has(element, 'onKeyPress') && 'onFocus' in element;
}

/** Returns whether a value is an Image. */
export function isImage(element: unknown): element is ImageElement {
  return has(element, 'src') && 'alt' in element;
}

/** Returns whether a value is an UploadButton. */
export function isUploadButton(element: unknown): element is UploadButtonElement {
  return has(element, 'uploadFiles');
}

/** Returns whether a value is a Repeater. */
export function isRepeater(element: unknown): element is RepeaterElement {
  return has(element, 'onItemReady');
}

/** Returns whether a value is a Dropdown. */
export function isDropdown(element: unknown): element is DropdownElement {
  return has(element, 'options') && 'value' in element;
}

/** Returns whether a value is a Captcha. */
export function isCaptcha(element: unknown): element is CaptchaElement {
  return has(element, 'onVerified') && 'token' in element;
}

/** Returns whether a value is an element that can collapse. */
export function isCollapsible(element: unknown): element is CollapsibleElement {
  return has(element, 'expand') && 'collapse' in element;
}

/** Returns whether a value is a Text that shows HTML. */
export function isRichText(element: unknown): element is RichTextElement {
  return has(element, 'html');
}

/** Returns whether a value is an element that the page can scroll to. */
export function isScrollTarget(element: unknown): element is ScrollTarget {
  return has(element, 'scrollTo');
}

/** Returns whether a value is an element that reports whether it is visible. */
export function isViewportElement(element: unknown): element is ViewportElement {
  return has(element, 'onViewportEnter') && 'onViewportLeave' in element;
}

/** Expands or collapses an element, if the page has it and it can collapse. */
export function toggle(element: unknown, isShown: boolean): void {
  if (!isCollapsible(element)) return;
  if (isShown) element.expand();
  else element.collapse();
}

/** Sets the text of an element, if the page has it. */
export function setText(element: TextElement | undefined, text: string): void {
  if (element) element.text = text;
}

// Uses `in`, because reading an unknown property of a Wix element can throw.
function has(element: unknown, key: string): element is object {
  return typeof element === 'object' && element !== null && key in element;
}

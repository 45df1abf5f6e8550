/**
 * The page's `$w`. Written as a method, because the editor's own type takes no other ids than the
 * page has, and only a method's parameter may be narrower than what it is declared with.
 */
export type PageSelector = { select(selector: string): unknown }['select'];

/** Finds an element by the name it has in a form, if the page has it and it is of the right kind. */
export type Find = <Element>(
  name: string,
  is: (element: unknown) => element is Element,
  /** Whether the form is worse without it. */
  isNeeded?: boolean,
) => Element | undefined;

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

// `in` asks without reading: an element of Wix's may throw for a property that it does not have.
function has(element: unknown, key: string): element is object {
  return typeof element === 'object' && element !== null && key in element;
}

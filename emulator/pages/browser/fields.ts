// Emulates Wix's TextInput, TextBox and Checkbox on DOM nodes. Not emulated: other input elements, number
// spinners, patterns, styles.
import type { ElementContext } from './elements.ts';
import type { Handler } from './events.ts';
import { InputElement } from './input-element.ts';
import { FieldValidity } from './validity.ts';
import type { FieldNode, Validator, Validity } from './validity.ts';

/** An input element with `required` and validity. */
abstract class Field<Node extends FieldNode> extends InputElement<Node> {
  readonly #fieldValidity: FieldValidity;

  constructor(node: Node, type: string, context: ElementContext) {
    super(node, type, context);
    this.#fieldValidity = new FieldValidity(node);
    this.#fieldValidity.check();
    node.addEventListener('input', () => {
      this.#fieldValidity.check();
      // Hides an error on input; shows an error on change.
      if (this.#fieldValidity.validity.valid) this.#fieldValidity.reset();
    });
    node.addEventListener('change', () => {
      this.#fieldValidity.check();
      this.#fieldValidity.show();
    });
  }

  get required(): boolean {
    return this.node.required;
  }
  set required(required: boolean) {
    this.node.required = required;
    this.#fieldValidity.check();
  }

  get valid(): boolean {
    return this.#fieldValidity.validity.valid;
  }
  get validity(): Validity {
    return this.#fieldValidity.validity;
  }
  get validationMessage(): string {
    return this.#fieldValidity.message;
  }
  onCustomValidation(validator: Validator, override?: boolean): void {
    this.#fieldValidity.add(validator, override);
  }
  updateValidityIndication(): void {
    this.#fieldValidity.show();
  }
  resetValidityIndication(): void {
    this.#fieldValidity.reset();
  }

  onFocus(handler: Handler): unknown {
    return this.on('onFocus', handler);
  }
  onBlur(handler: Handler): unknown {
    return this.on('onBlur', handler);
  }

  /** Updates the validity after page code changed the value. */
  protected changed(): void {
    this.#fieldValidity.check();
  }
}

/** Wix's TextBox element, also the base of TextInput. */
export class TextBox<Node extends FieldNode = HTMLTextAreaElement> extends Field<Node> {
  get value(): string {
    return this.node.value;
  }
  set value(value: string) {
    this.node.value = value;
    this.changed();
  }
  get placeholder(): string {
    return this.node.placeholder;
  }
  set placeholder(placeholder: string) {
    this.node.placeholder = placeholder;
  }
  /** In characters; -1 if there is no limit. */
  get maxLength(): number | undefined {
    return this.node.maxLength;
  }
  set maxLength(characters: number | undefined) {
    if (characters === undefined) this.node.removeAttribute('maxlength');
    else this.node.maxLength = characters;
    this.changed();
  }
  get readOnly(): boolean {
    return this.node.readOnly;
  }
  set readOnly(readOnly: boolean) {
    this.node.readOnly = readOnly;
  }
  onInput(handler: Handler): unknown {
    return this.on('onInput', handler);
  }
  onKeyPress(handler: Handler): unknown {
    return this.on('onKeyPress', handler);
  }
}

/** Wix's TextInput element. */
export class TextInput extends TextBox<HTMLInputElement> {
  get inputType(): string {
    return this.node.type;
  }
  set inputType(type: string) {
    this.node.type = type;
    this.changed();
  }
}

/** Wix's Checkbox element. `value` is a fixed text, independent of `checked`. */
export class Checkbox extends Field<HTMLInputElement> {
  get checked(): boolean {
    return this.node.checked;
  }
  set checked(checked: boolean) {
    this.node.checked = checked;
    this.changed();
  }
  get value(): string {
    return this.node.value;
  }
  set value(value: string) {
    this.node.value = value;
  }
}

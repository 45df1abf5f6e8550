// Wix's TextInput, TextBox and Checkbox over the DOM. Leaves out: other input elements, number spinners, patterns, styles.
import type { ElementPlace } from './elements.ts';
import type { Handler } from './events.ts';
import { InputElement } from './input-element.ts';
import { refusal } from './not-emulated.ts';
import { ValidityKeeper } from './validity.ts';
import type { FieldNode, Validator, Validity } from './validity.ts';

const INPUT_TYPES: readonly string[] = ['text', 'email', 'tel', 'password', 'url', 'number'];

/** What is typed into or ticked: `required`, validity. */
abstract class Field<Node extends FieldNode> extends InputElement<Node> {
  readonly #keeper: ValidityKeeper;

  constructor(node: Node, type: string, place: ElementPlace) {
    super(node, type, place);
    this.#keeper = new ValidityKeeper(node);
    this.#keeper.check();
    node.addEventListener('input', () => {
      this.#keeper.check();
      // A fault that is shown goes as soon as it is mended; a new one waits for the end of typing.
      if (this.#keeper.validity.valid) this.#keeper.reset();
    });
    node.addEventListener('change', () => {
      this.#keeper.check();
      this.#keeper.show();
    });
  }

  get required(): boolean {
    return this.node.required;
  }
  set required(required: boolean) {
    this.node.required = required;
    this.#keeper.check();
  }

  get valid(): boolean {
    return this.#keeper.validity.valid;
  }
  get validity(): Validity {
    return this.#keeper.validity;
  }
  get validationMessage(): string {
    return this.#keeper.message;
  }
  onCustomValidation(validator: Validator, override?: boolean): void {
    this.#keeper.add(validator, override);
  }
  updateValidityIndication(): void {
    this.#keeper.show();
  }
  resetValidityIndication(): void {
    this.#keeper.reset();
  }

  onFocus(handler: Handler): unknown {
    return this.on('onFocus', handler);
  }
  onBlur(handler: Handler): unknown {
    return this.on('onBlur', handler);
  }

  /** To be called when code has changed the value. */
  protected changed(): void {
    this.#keeper.check();
  }
}

/** Wix's TextBox, and what TextInput has of it. */
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
  get maxLength(): number {
    return this.node.maxLength;
  }
  set maxLength(characters: number) {
    this.node.maxLength = characters;
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

/** Wix's TextInput. */
export class TextInput extends TextBox<HTMLInputElement> {
  get inputType(): string {
    return this.node.type;
  }
  set inputType(type: string) {
    if (!INPUT_TYPES.includes(type)) {
      throw refusal(
        `TextInput.inputType of ${type.slice(0, 20)}`,
        `Use ${INPUT_TYPES.join(', ')}.`,
      );
    }
    this.node.type = type;
    this.changed();
  }
}

/** Wix's Checkbox. `value` is a fixed text that has nothing to do with `checked`. */
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

// The contact page in memory: the part of Wix's elements that `contactForm` uses.
import { FakeCaptcha } from './fake-elements.ts';

type Validator = (value: unknown, reject: (message: string) => void) => void;

/** A Text. */
class FakeText {
  text = '';
}

/** A Button. */
class FakeButton {
  label = 'Send';
  enabled = true;
  #onClick: () => void = () => {};

  enable(): void {
    this.enabled = true;
  }
  disable(): void {
    this.enabled = false;
  }
  onClick(handler: () => void): void {
    this.#onClick = handler;
  }
  /** Clicks also while disabled: on Wix, `disable()` takes effect a moment later. */
  click(): void {
    this.#onClick();
  }
}

/** The common part of TextInput, TextBox and Checkbox. */
class FakeField {
  readonly type: string;
  required = false;
  focused = false;
  shownAsInvalid = false;
  rejected: string | undefined;
  #validator: Validator = () => {};
  #onChange: () => void = () => {};

  constructor(type: string) {
    this.type = type;
  }
  focus(): void {
    this.focused = true;
  }
  onChange(handler: () => void): void {
    this.#onChange = handler;
  }
  onCustomValidation(validator: Validator): void {
    this.#validator = validator;
  }
  updateValidityIndication(): void {
    this.shownAsInvalid = this.rejected !== undefined;
  }
  resetValidityIndication(): void {
    this.shownAsInvalid = false;
  }
  /** Validates as Wix does: custom validations do not run on an empty value. */
  protected validate(value: unknown): void {
    this.rejected = value || !this.required ? undefined : 'This field is required.';
    if (!value) return;
    this.#validator(value, (message) => {
      this.rejected = message;
    });
  }
  /** Leaves the field. */
  leave(): void {
    this.#onChange();
  }
}

/** A TextInput or TextBox. */
class FakeTextField extends FakeField {
  #value = '';
  #onInput: () => void = () => {};
  #onKeyPress: (event: { readonly key: string }) => void = () => {};

  get value(): string {
    return this.#value;
  }
  set value(value: string) {
    this.#value = value;
    this.validate(value);
  }
  onInput(handler: () => void): void {
    this.#onInput = handler;
  }
  onKeyPress(handler: (event: { readonly key: string }) => void): void {
    this.#onKeyPress = handler;
  }
  /** Types a text that replaces the value. */
  enter(text: string): void {
    this.value = text;
    this.#onInput();
  }
  press(key: string): void {
    this.#onKeyPress({ key });
  }
}

/** A Checkbox. */
class FakeCheckbox extends FakeField {
  readonly value = 'a value that does not depend on checked';
  #checked = false;

  get checked(): boolean {
    return this.#checked;
  }
  set checked(checked: boolean) {
    this.#checked = checked;
    this.validate(checked);
  }
}

/** Creates the elements of the contact page, by id, and a `$w` that finds them except the missing ones. */
export function createFakeContactPage(missing: readonly string[] = []) {
  const elements = {
    firstName: new FakeTextField('$w.TextInput'),
    lastName: new FakeTextField('$w.TextInput'),
    email: new FakeTextField('$w.TextInput'),
    phone: new FakeTextField('$w.TextInput'),
    message: new FakeTextField('$w.TextBox'),
    subscribeNewsletter: new FakeCheckbox('$w.Checkbox'),
    captcha: new FakeCaptcha(),
    submitButton: new FakeButton(),
    status: new FakeText(),
    sent: new FakeText(),
    emailLabel: new FakeText(),
    phoneLabel: new FakeText(),
    firstNameError: new FakeText(),
    emailError: new FakeText(),
    messageError: new FakeText(),
  };
  const byId = new Map<string, unknown>(
    Object.entries(elements).filter(([id]) => !missing.includes(id)),
  );
  // Wix returns an empty array for an id that the page does not have.
  return { ...elements, $w: (selector: string) => byId.get(selector.replace('#', '')) ?? [] };
}

// A page in memory: only what `contactForm` asks of Wix's elements.

type Validator = (value: unknown, reject: (message: string) => void) => void;

/** A Text: what the person reads. */
class FakeText {
  text = '';
}

/** A Button that can be clicked. */
class FakeButton {
  label = 'Send';
  enabled = true;
  #clicked: () => void = () => {};

  enable(): void {
    this.enabled = true;
  }
  disable(): void {
    this.enabled = false;
  }
  onClick(handler: () => void): void {
    this.#clicked = handler;
  }
  /** Clicks even when disabled: on Wix, `disable()` reaches the page a moment later. */
  click(): void {
    this.#clicked();
  }
}

/** What TextInput, TextBox and Checkbox have in common. */
class FakeField {
  readonly type: string;
  required = false;
  focused = false;
  shownAsInvalid = false;
  rejected: string | undefined;
  #validator: Validator = () => {};
  #changed: () => void = () => {};

  constructor(type: string) {
    this.type = type;
  }
  focus(): void {
    this.focused = true;
  }
  onChange(handler: () => void): void {
    this.#changed = handler;
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
  /** As Wix does: custom validations do not run on an empty value. */
  protected check(value: unknown): void {
    this.rejected = value || !this.required ? undefined : 'This field is required.';
    if (!value) return;
    this.#validator(value, (message) => {
      this.rejected = message;
    });
  }
  /** The person leaves the field. */
  change(): void {
    this.#changed();
  }
}

/** A TextInput or TextBox that can be typed into. */
class FakeTextField extends FakeField {
  #value = '';
  #input: () => void = () => {};
  #pressed: (event: { readonly key: string }) => void = () => {};

  get value(): string {
    return this.#value;
  }
  set value(value: string) {
    this.#value = value;
    this.check(value);
  }
  onInput(handler: () => void): void {
    this.#input = handler;
  }
  onKeyPress(handler: (event: { readonly key: string }) => void): void {
    this.#pressed = handler;
  }
  /** The person types this text, and nothing else is there. */
  enter(text: string): void {
    this.value = text;
    this.#input();
  }
  press(key: string): void {
    this.#pressed({ key });
  }
}

/** A Checkbox that can be ticked. */
class FakeCheckbox extends FakeField {
  readonly value = 'a value that has nothing to do with it';
  #checked = false;

  get checked(): boolean {
    return this.#checked;
  }
  set checked(checked: boolean) {
    this.#checked = checked;
    this.check(checked);
  }
}

/** The elements of the contact page, by id, and a `$w` that finds those that are not left out. */
export function createFakePage(leftOut: readonly string[] = []) {
  const elements = {
    firstName: new FakeTextField('$w.TextInput'),
    lastName: new FakeTextField('$w.TextInput'),
    email: new FakeTextField('$w.TextInput'),
    phone: new FakeTextField('$w.TextInput'),
    message: new FakeTextField('$w.TextBox'),
    subscribeNewsletter: new FakeCheckbox('$w.Checkbox'),
    submitButton: new FakeButton(),
    status: new FakeText(),
    sent: new FakeText(),
    emailLabel: new FakeText(),
    phoneLabel: new FakeText(),
    firstNameFault: new FakeText(),
    emailFault: new FakeText(),
    messageFault: new FakeText(),
  };
  const found = new Map<string, unknown>(
    Object.entries(elements).filter(([id]) => !leftOut.includes(id)),
  );
  // Wix answers an empty array for an id that the page does not have.
  return { ...elements, $w: (selector: string) => found.get(selector.replace('#', '')) ?? [] };
}

// Emulates the validity of Wix's input elements. Not emulated: patterns and file checks that are set in the
// editor.

/** The members of Wix's ValidityState that the emulator sets. */
export interface Validity {
  readonly valid: boolean;
  readonly valueMissing: boolean;
  readonly typeMismatch: boolean;
  readonly tooLong: boolean;
  readonly customError: boolean;
}

/** A validator that page code passes to `onCustomValidation`. */
export type Validator = (value: string | boolean, reject: (message?: string) => void) => void;

/** The DOM node of a text field or checkbox. */
export type FieldNode = HTMLInputElement | HTMLTextAreaElement;

const VALID: Validity = {
  valid: true,
  valueMissing: false,
  typeMismatch: false,
  tooLong: false,
  customError: false,
};
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/u;

/**
 * The validity of an input element. It is checked when the visitor or code changes the value, and shown when the
 * visitor changed the value or code calls `updateValidityIndication()`.
 *
 * Validations other than `required` do not run on an empty value. Validators run in the order in which they were
 * added, until one rejects the value.
 * @see https://dev.wix.com/docs/velo/api-reference/$w/text-box/on-custom-validation
 */
export class FieldValidity {
  #validators: readonly Validator[] = [];
  #validity: Validity = VALID;
  #message = '';
  readonly #node: FieldNode;

  constructor(node: FieldNode) {
    this.#node = node;
  }

  get validity(): Validity {
    return this.#validity;
  }

  get message(): string {
    return this.#message;
  }

  /** Adds a validator; with `override`, which is Wix's default, it replaces the earlier ones. */
  add(validator: Validator, override = true): void {
    this.#validators = override ? [validator] : [...this.#validators, validator];
  }

  /** Checks the value; does not change what is shown. */
  check(): void {
    const node = this.#node;
    const value = isCheckbox(node) ? node.checked : node.value;
    if (!value) {
      if (node.required) this.#set('valueMissing', 'This field is required.');
      else this.#set();
    } else if (node.type === 'email' && !EMAIL.test(node.value)) {
      this.#set('typeMismatch', 'This is not an email address.');
    } else if (node.maxLength >= 0 && !isCheckbox(node) && node.value.length > node.maxLength) {
      this.#set('tooLong', `At most ${String(node.maxLength)} characters are allowed.`);
    } else {
      this.#runValidators(value);
    }
  }

  /** Shows the current validity. */
  show(): void {
    this.#node.setAttribute('aria-invalid', String(!this.#validity.valid));
  }

  /** Shows the element as valid until the next `show()`; does not change the validity. */
  reset(): void {
    this.#node.removeAttribute('aria-invalid');
  }

  #runValidators(value: string | boolean): void {
    let rejected: string | undefined;
    for (const validator of this.#validators) {
      validator(value, (message) => {
        rejected ??= message ?? '';
      });
      if (rejected !== undefined) return this.#set('customError', rejected);
    }
    this.#set();
  }

  #set(error?: keyof Validity, message = ''): void {
    this.#validity = error ? { ...VALID, valid: false, [error]: true } : VALID;
    this.#message = message;
  }
}

/** Returns whether a field is a checkbox. */
function isCheckbox(node: FieldNode): node is HTMLInputElement {
  return node.type === 'checkbox';
}

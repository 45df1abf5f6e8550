// The validity of Wix's input elements. Leaves out: patterns and file checks that are set in the editor.

/** Wix's ValidityState, the members that can become true here. */
export interface Validity {
  readonly valid: boolean;
  readonly valueMissing: boolean;
  readonly typeMismatch: boolean;
  readonly tooLong: boolean;
  readonly customError: boolean;
}

/** A function that a page gives to `onCustomValidation`. */
export type Validator = (value: string | boolean, reject: (message?: string) => void) => void;

/** What a person types into or ticks. */
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
 * Keeps the validity of one input element as Wix does: checked when the value changes, by the person
 * or by code; shown after a change by the person or when the page asks for it.
 *
 * Validations other than `required` do not run on an empty value. Validators run in the order in
 * which they were added; the first that rejects ends the check.
 * @see https://dev.wix.com/docs/velo/api-reference/$w/text-box/on-custom-validation
 */
export class ValidityKeeper {
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

  /** Adds a validator; with `override`, Wix's default, it takes the place of the earlier ones. */
  add(validator: Validator, override = true): void {
    this.#validators = override ? [validator] : [...this.#validators, validator];
  }

  /** Checks the value again; what is shown stays as it is. */
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

  /** Shows the validity as it is now. */
  show(): void {
    this.#node.setAttribute('aria-invalid', String(!this.#validity.valid));
  }

  /** Shows the element as valid until it is checked again; the validity itself does not change. */
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

  #set(fault?: keyof Validity, message = ''): void {
    this.#validity = fault ? { ...VALID, valid: false, [fault]: true } : VALID;
    this.#message = message;
  }
}

/** Whether a field is ticked, not typed into. */
function isCheckbox(node: FieldNode): node is HTMLInputElement {
  return node.type === 'checkbox';
}

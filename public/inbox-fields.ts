import type { Find } from 'public/inbox-element-finder';
import { isField, isText, setText } from 'public/inbox-elements';
import type { CheckboxElement, TextFieldElement } from 'public/inbox-elements';
import { onEnter } from 'public/inbox-enter';
import type { Entered } from 'public/inbox-enter';
import { inLanguage } from 'public/inbox-form';
import type { FormDeclaration } from 'public/inbox-form';

/** Form data by the key of the declared field: texts, and booleans for checkboxes. */
export type FormInput = Readonly<Record<string, string | boolean>>;

/** Error messages by the key of the declared field. */
export type FieldErrors = Readonly<Record<string, string>>;

/** Options of `createFields`. */
export interface FieldsOptions {
  readonly declaration: FormDeclaration;
  readonly language: string;
  /** Suffix of the labels of optional fields. */
  readonly optional: string;
  readonly find: Find;
  /** Returns the errors to display. */
  readonly findErrors: (data: FormInput) => FieldErrors;
  /** Called on a plain Enter in a text input, with the data of that moment. */
  readonly onEnter: (data: FormInput) => void;
  /** Returns whether Enter is ignored. */
  readonly isBusy: () => boolean;
  /** Resolves after a number of seconds. */
  readonly wait: (seconds: number) => Promise<void>;
  /** Called whenever the user changes a field. */
  readonly onEdit: () => void;
}

/** The input elements of a form. */
export interface Fields {
  read(): FormInput;
  /**
   * Shows each error next to its element and moves the focus to the first one. Returns the errors that could not be
   * shown: there is no `#<key>Error`, or no element for the field.
   */
  showErrors(errors: FieldErrors): readonly string[];
  /** Removes the errors of fields that are no longer wrong. Returns those that it could not show. */
  refreshErrors(errors: FieldErrors): readonly string[];
  /** Clears the fields whose values were sent and did not change. */
  clear(sent: FormInput): void;
  /** Fills in the empty fields. */
  fill(data: FormInput): void;
  /** Ignores an Enter that has not taken effect yet. */
  cancelEnter(): void;
}

/**
 * Finds the elements of the declared fields, with `#<key>Label` and `#<key>Error` beside them. Sets the labels
 * and keeps the errors up to date while the user types.
 */
export function createFields({
  declaration,
  language,
  optional,
  find,
  findErrors,
  onEnter: onFormEnter,
  isBusy,
  wait,
  onEdit,
}: FieldsOptions): Fields {
  const cancels: (() => void)[] = [];
  const fields = declaration.fields.flatMap(({ key, label, required = false }) => {
    const element = find(key, isField);
    const errorText = find(`${key}Error`, isText, { isOptional: true, formerName: `${key}Fault` });
    const name = inLanguage(label, language);
    setText(find(`${key}Label`, isText, { isOptional: true }), required ? name : name + optional);
    return element ? [{ key, name, required, element, errorText }] : [];
  });

  function read(): FormInput {
    return Object.fromEntries(fields.map(({ key, element }) => [key, getValue(element)]));
  }

  for (const { key, element, required, errorText } of fields) {
    // Do not set `false`: the field can be required in the editor.
    if (required) element.required = true;
    element.onCustomValidation((value, reject) => {
      // The value that Wix passes is newer than that of the element.
      const error = findErrors({ ...read(), [key]: value })[key];
      if (error) reject(error);
    });
    const refresh = (): void => setText(errorText, findErrors(read())[key] ?? '');
    element.onChange(() => {
      onEdit();
      refresh();
    });
    if ('checked' in element) continue;
    // While typing, only remove errors; show new errors on change.
    element.onInput(() => {
      onEdit();
      if (errorText?.text) refresh();
    });
    // In a TextBox, Enter starts a new line.
    if (element.type === '$w.TextBox') continue;
    const act = ({ text }: Entered) => onFormEnter({ ...read(), [key]: text });
    cancels.push(onEnter(element, { act, isBusy, wait }));
  }

  /** Returns the errors that cannot be shown beside a field. */
  function toNotShown(errors: FieldErrors): readonly string[] {
    const notShown = { ...errors };
    for (const { key, name, errorText } of fields) {
      const error = errors[key];
      if (errorText) delete notShown[key];
      else if (error) notShown[key] = `${name}: ${error}`;
    }
    return Object.values(notShown);
  }

  return {
    read,
    showErrors(errors) {
      for (const { key, element, errorText } of fields) {
        setText(errorText, errors[key] ?? '');
        // Setting the value makes Wix validate the element; the validator above then reports the error.
        setValue(element, getValue(element));
        element.updateValidityIndication();
      }
      fields.find(({ key }) => errors[key])?.element.focus();
      return toNotShown(errors);
    },
    refreshErrors(errors) {
      for (const { key, errorText } of fields) {
        if (errorText?.text) setText(errorText, errors[key] ?? '');
      }
      return toNotShown(errors);
    },
    clear(sent) {
      for (const { key, element } of fields) {
        if (getValue(element) !== sent[key]) continue;
        setValue(element, '');
        element.resetValidityIndication();
      }
    },
    fill(data) {
      for (const { key, element } of fields) {
        const value = data[key];
        if (value !== undefined && !getValue(element)) setValue(element, value);
      }
    },
    cancelEnter() {
      for (const cancel of cancels) cancel();
    },
  };
}

function getValue(element: TextFieldElement | CheckboxElement): string | boolean {
  return 'checked' in element ? element.checked : element.value;
}

/** Sets the text of an input, or the state of a checkbox (`''` unchecks it). */
function setValue(element: TextFieldElement | CheckboxElement, value: string | boolean): void {
  if ('checked' in element) element.checked = value === true;
  else element.value = String(value);
}

import { isField, isText } from 'public/inbox-elements';
import type { CheckboxElement, Find, TextFieldElement } from 'public/inbox-elements';
import { inLanguage } from 'public/inbox-form';
import type { FormDeclaration } from 'public/inbox-form';

/** What was typed, by the key of the declared field: texts, and booleans of checkboxes. */
export type TypedData = Readonly<Record<string, string | boolean>>;

/** What is wrong, by the key of the declared field. */
export type FieldErrors = Readonly<Record<string, string>>;

/** What `createFields` needs of the form that the fields belong to. */
export interface FieldsOptions {
  readonly declaration: FormDeclaration;
  readonly language: string;
  /** Behind the label of a field that may stay empty. */
  readonly optional: string;
  readonly find: Find;
  /** What is wrong with the data, as far as the person is to be told of it by now. */
  readonly faultsOf: (data: TypedData) => FieldErrors;
  /** Called when Enter is pressed in a one-line input. */
  readonly onEnter: () => void;
}

/** The input elements of a form. */
export interface Fields {
  read(): TypedData;
  /** Shows faults at their elements and goes to the first; answers those that have no text of their own. */
  showFaults(faults: FieldErrors): readonly string[];
  /** Empties the elements that still hold what was sent; what was typed since is the next message. */
  clear(sent: TypedData): void;
}

/**
 * Takes the declared fields that the page has, with `#<key>Label` and `#<key>Fault` beside them, and
 * keeps what these say up to date while somebody types.
 */
export function createFields({
  declaration,
  language,
  optional,
  find,
  faultsOf,
  onEnter,
}: FieldsOptions): Fields {
  const fields = declaration.fields.flatMap(({ key, label, required = false }) => {
    const element = find(key, isField);
    const said = find(`${key}Fault`, isText, false);
    const name = inLanguage(label, language);
    const shownName = find(`${key}Label`, isText, false);
    if (shownName) shownName.text = required ? name : name + optional;
    return element ? [{ key, name, required, element, said }] : [];
  });

  function read(): TypedData {
    return Object.fromEntries(fields.map(({ key, element }) => [key, valueOf(element)]));
  }

  for (const { key, element, required, said } of fields) {
    // Only on: what the editor says beyond the declaration stays.
    if (required) element.required = true;
    element.onCustomValidation((value, reject) => {
      // What Wix hands over is newer than what the element answers.
      const fault = faultsOf({ ...read(), [key]: value })[key];
      if (fault) reject(fault);
    });
    const refresh = (): void => {
      if (said) said.text = faultsOf(read())[key] ?? '';
    };
    element.onChange(refresh);
    if ('checked' in element) continue;
    // While typing, a fault that is shown goes when it is mended; a new one waits for the end.
    element.onInput(() => {
      if (said?.text) refresh();
    });
    // Enter begins a new line in a TextBox.
    if (element.type === '$w.TextBox') continue;
    element.onKeyPress((event) => {
      if (event.key === 'Enter') onEnter();
    });
  }

  return {
    read,
    showFaults(faults) {
      const elsewhere = { ...faults };
      for (const { key, name, element, said } of fields) {
        const fault = faults[key];
        if (said) said.text = fault ?? '';
        if (said) delete elsewhere[key];
        else if (fault) elsewhere[key] = `${name}: ${fault}`;
        // Wix checks an element when its value is set; the validator above then finds the fault.
        setValue(element, valueOf(element));
        element.updateValidityIndication();
      }
      fields.find(({ key }) => faults[key])?.element.focus();
      return Object.values(elsewhere);
    },
    clear(sent) {
      for (const { key, element } of fields) {
        if (valueOf(element) !== sent[key]) continue;
        setValue(element, '');
        element.resetValidityIndication();
      }
    },
  };
}

function valueOf(element: TextFieldElement | CheckboxElement): string | boolean {
  return 'checked' in element ? element.checked : element.value;
}

/** Sets the text, or the tick: `''` is none. */
function setValue(element: TextFieldElement | CheckboxElement, value: string | boolean): void {
  if ('checked' in element) element.checked = value === true;
  else element.value = String(value);
}

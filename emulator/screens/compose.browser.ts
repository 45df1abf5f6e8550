// Reads the reply form's fields as a message's content, and shows Wix's validation errors at the fields. The
// server checks the limits.

type Field = HTMLInputElement | HTMLTextAreaElement;

/** The content to send, and the field that each part of it came from. */
export interface ComposedMessage {
  readonly content: Record<string, unknown>;
  /** The fields, by their paths in the content. */
  readonly fields: ReadonlyMap<string, Field>;
  readonly isEmpty: boolean;
}

/** A field violation, as the emulator returns it. */
export interface Violation {
  readonly field: string;
  readonly description: string;
}

/** Returns the selected message type: `basic`, `template`, `minimal` or `form`. */
export function chosenType(form: HTMLFormElement): string {
  const value = new FormData(form).get('type');
  return typeof value === 'string' ? value : 'basic';
}

/** Reads the fields of the selected type. */
export function readMessage(form: HTMLFormElement): ComposedMessage {
  const type = chosenType(form);
  const section = form.querySelector(`.of-${type}`);
  const fields = new Map<string, Field>();
  const read = (name: string): string => {
    const field = section?.querySelector(`[name="${name}"]`);
    if (!isField(field)) return '';
    fields.set(name, field);
    return field.value;
  };
  const optional = (key: string, name: string): Record<string, string> => {
    const value = read(name);
    return value.trim() === '' ? {} : { [key]: value };
  };
  // Empty rows are skipped, so later rows get a lower index: a violation names the index in what was sent.
  const rowsOf = (list: string, make: (row: string) => Record<string, unknown> | undefined) => {
    const rows: unknown[] = [];
    for (const [index] of (section?.querySelectorAll('.row') ?? []).entries()) {
      const before = new Map(fields);
      const made = make(`${list}[${String(index)}]`);
      const own = [...fields].filter(([path]) => !before.has(path));
      for (const [path, field] of own) {
        fields.delete(path);
        if (made) {
          fields.set(path.replace(`[${String(index)}]`, `[${String(rows.length)}]#`), field);
        }
      }
      if (made) rows.push(made);
    }
    return rows;
  };
  const payload = ((): Record<string, unknown> => {
    switch (type) {
      case 'template': {
        const lines = read('template.textLines')
          .split('\n')
          .filter((line) => line.trim() !== '');
        return {
          ...optional('title', 'template.title'),
          ...optional('imageUrl', 'template.imageUrl'),
          ...(lines.length > 0 ? { textLines: lines } : {}),
          orientation: new FormData(form).get('template.orientation'),
          ...omitEmpty(
            'buttons',
            rowsOf('template.buttons', (row) => {
              const label = read(`${row}.label`);
              const link = optional('launchUrl', `${row}.launchUrl`);
              const interaction = optional(
                'interactionId',
                `${row}.postbackProperties.interactionId`,
              );
              const action = { ...link, ...omitEmpty('postbackProperties', interaction) };
              return label.trim() === '' && Object.keys(action).length === 0
                ? undefined
                : { label, ...action };
            }),
          ),
        };
      }
      case 'minimal':
        return {
          text: read('minimal.text'),
          ...optional('iconUrl', 'minimal.iconUrl'),
          ...optional('url', 'minimal.url'),
        };
      case 'form':
        return {
          ...optional('title', 'form.title'),
          fields: rowsOf('form.fields', (row) => {
            const [name, value] = [read(`${row}.name`), read(`${row}.value`)];
            return name.trim() === '' && value.trim() === '' ? undefined : { name, value };
          }),
        };
      default:
        return { items: [{ text: read('basic.items[0].text') }] };
    }
  })();
  const isEmpty = [...(section?.querySelectorAll('input[type=text], textarea') ?? [])].every(
    (field) => !isField(field) || field.value.trim() === '',
  );
  return { content: { [type]: payload }, fields: removeIndexMarks(fields), isEmpty };
}

/** Returns an object with one property, or an empty object if the property's value is empty. */
function omitEmpty(key: string, part: object): Record<string, unknown> {
  return Object.keys(part).length > 0 ? { [key]: part } : {};
}

function removeIndexMarks(fields: ReadonlyMap<string, Field>): ReadonlyMap<string, Field> {
  return new Map([...fields].map(([path, field]) => [path.replace('#', ''), field]));
}

function isField(element: Element | null | undefined): element is Field {
  return element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement;
}

/** Shows each violation at its field and focuses the first one. Returns the violations that match no field. */
export function showViolations(
  form: HTMLFormElement,
  { fields }: ComposedMessage,
  violations: readonly Violation[],
): readonly Violation[] {
  const unmatched: Violation[] = [];
  for (const violation of violations) {
    const field = fieldOf(form, fields, violation.field.replace(/^message\.content\./, ''));
    const error = field && document.getElementById(`${field.id}-error`);
    if (!field || !error) {
      unmatched.push(violation);
      continue;
    }
    field.setAttribute('aria-invalid', 'true');
    error.textContent = `Wix: ${violation.description}`;
  }
  form.querySelector<HTMLElement>('[aria-invalid]')?.focus();
  return unmatched;
}

/** Finds the field at a path or at its nearest parent path: the field of all lines, or the first row of a list. */
function fieldOf(
  form: HTMLFormElement,
  fields: ReadonlyMap<string, Field>,
  path: string,
): Field | undefined {
  for (let part = path; part !== ''; part = part.replace(/(^|\.|\[)[^.[]*$/, '')) {
    const found = fields.get(part) ?? form.querySelector(`[name^="${CSS.escape(part)}[0]"]`);
    if (isField(found)) return found;
  }
  return undefined;
}

/** Clears the violations at all fields, or at one of them. */
export function clearViolations(form: HTMLFormElement, only?: Element): void {
  for (const field of only ? [only] : form.querySelectorAll('[aria-invalid]')) {
    field.removeAttribute('aria-invalid');
    const error = document.getElementById(`${field.id}-error`);
    if (error && error.id !== 'reply-error') error.textContent = '';
  }
}

/** Clears the fields of the selected type and shows only its first row. The type stays selected. */
export function clearFields(form: HTMLFormElement): void {
  const section = form.querySelector(`.of-${chosenType(form)}`);
  for (const field of section?.querySelectorAll('input[type=text], textarea') ?? []) {
    if (isField(field)) field.value = '';
  }
  for (const [index, row] of [
    ...(section?.querySelectorAll<HTMLElement>('.row') ?? []),
  ].entries()) {
    row.hidden = index > 0;
  }
  for (const button of section?.querySelectorAll<HTMLElement>('.add-row') ?? []) {
    button.hidden = false;
  }
}

/** Makes "Add button" and "Add field" show the next row. */
export function startAddRowButtons(): void {
  document.addEventListener('click', ({ target }) => {
    const button = target instanceof Element ? target.closest('.add-row') : null;
    if (!(button instanceof HTMLElement)) return;
    const hidden = button.parentElement?.querySelectorAll<HTMLElement>('.row[hidden]') ?? [];
    const [next] = hidden;
    if (!next) return;
    next.hidden = false;
    next.querySelector<HTMLElement>('input')?.focus();
    button.hidden = hidden.length === 1;
  });
}

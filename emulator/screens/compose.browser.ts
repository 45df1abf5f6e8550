// What was typed into the composer as the content of a message, and Wix's refusals back at the fields. Knows Inbox's four types, not their limits.

type Field = HTMLInputElement | HTMLTextAreaElement;

/** What is to be sent, and which field each part of it came from. */
export interface Composed {
  readonly content: Record<string, unknown>;
  /** The fields that were read, by their paths in the content. */
  readonly fields: ReadonlyMap<string, Field>;
  readonly isEmpty: boolean;
}

/** One broken rule, as the emulator answers it. */
export interface Violation {
  readonly field: string;
  readonly description: string;
}

/** The type that is chosen: `basic`, `template`, `minimal` or `form`. */
export function chosenType(form: HTMLFormElement): string {
  const value = new FormData(form).get('type');
  return typeof value === 'string' ? value : 'basic';
}

/** Reads the fields of the chosen type. */
export function compose(form: HTMLFormElement): Composed {
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
  // A row that is left empty is none, and those after it move up: a violation names the place in what was sent.
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
          ...some(
            'buttons',
            rowsOf('template.buttons', (row) => {
              const label = read(`${row}.label`);
              const opens = optional('launchUrl', `${row}.launchUrl`);
              const asks = optional('interactionId', `${row}.postbackProperties.interactionId`);
              const does = { ...opens, ...some('postbackProperties', asks) };
              return label.trim() === '' && Object.keys(does).length === 0
                ? undefined
                : { label, ...does };
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
  return { content: { [type]: payload }, fields: withoutMarks(fields), isEmpty };
}

/** A part of a message, left out where nothing is in it. */
function some(key: string, part: object): Record<string, unknown> {
  return Object.keys(part).length > 0 ? { [key]: part } : {};
}

function withoutMarks(fields: ReadonlyMap<string, Field>): ReadonlyMap<string, Field> {
  return new Map([...fields].map(([path, field]) => [path.replace('#', ''), field]));
}

function isField(element: Element | null | undefined): element is Field {
  return element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement;
}

/** Tells each violation at its field and goes to the first one; answers those that belong to none. */
export function tellViolations(
  form: HTMLFormElement,
  { fields }: Composed,
  violations: readonly Violation[],
): readonly Violation[] {
  const homeless: Violation[] = [];
  for (const violation of violations) {
    const field = fieldOf(form, fields, violation.field.replace(/^message\.content\./, ''));
    const place = field && document.getElementById(`${field.id}-error`);
    if (!field || !place) {
      homeless.push(violation);
      continue;
    }
    field.setAttribute('aria-invalid', 'true');
    place.textContent = `Wix: ${violation.description}`;
  }
  form.querySelector<HTMLElement>('[aria-invalid]')?.focus();
  return homeless;
}

/** The field at a path, or at the nearest path around it: a line of the lines, the first row of a list. */
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

/** Takes back what was told at the fields, or at one of them. */
export function clearViolations(form: HTMLFormElement, only?: Element): void {
  for (const field of only ? [only] : form.querySelectorAll('[aria-invalid]')) {
    field.removeAttribute('aria-invalid');
    const place = document.getElementById(`${field.id}-error`);
    if (place && place.id !== 'reply-error') place.textContent = '';
  }
}

/** Empties the fields of the chosen type and puts its rows back to one; the type stays chosen. */
export function emptyFields(form: HTMLFormElement): void {
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

/** Lets "Add a button" and "Add a field" show the next row. */
export function startRows(): void {
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

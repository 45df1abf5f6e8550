// The grammar of `sendFormData`: the forms of the site's declaration. Errors have the keys of the fields.
import { inboxForms } from '../../public/inbox-forms.ts';
import { FIELD_MAX_CHARS } from '../../public/inbox-limits.ts';
import type { FormDeclaration, FormField, LocalText } from '../../public/inbox-form.ts';
import type { Mutant } from './grammar.ts';
import type { Random } from './random.ts';

/** Valid data of a form, and the message that the business must get. */
export interface ValidForm {
  readonly form: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly content: {
    readonly title: string;
    readonly description: string;
    readonly fields: readonly { readonly name: string; readonly value: string }[];
  };
}

const FORMS: Readonly<Record<string, FormDeclaration>> = inboxForms;
const WORDS = ['Ada', 'Linden 7', '漢字', '<b>x</b>', 'a & b', "O'Neil", '1+1=2'] as const;
const toEnglish = (text: LocalText | undefined) =>
  typeof text === 'object' ? (text['en'] ?? '') : (text ?? '');
const longest = ({ kind, maxLength = FIELD_MAX_CHARS[kind] }: FormField) => maxLength;

/** Makes the data of a form. Texts have spaces around them, which are not part of the message. */
export function makeForm(random: Random): ValidForm {
  const form = random.pick(['default', 'contact']);
  const { title, description, fields = [] } = FORMS[form] ?? {};
  const made = fields
    // `firstName` is always there: at least one field must have a value.
    .filter(({ key, required }) => required || key === 'firstName' || random.chance(0.6))
    .map((field) => ({ field, ...makeValue(random, field) }));
  const hasEmail = made.some(({ field }) => field.kind === 'email');
  return {
    form,
    data: Object.fromEntries(made.map(({ field, value }) => [field.key, value])),
    content: {
      title: toEnglish(title),
      description: [toEnglish(description), hasEmail ? 'Address typed, not verified' : '']
        .filter((part) => part !== '')
        .join('. '),
      fields: made.map(({ field, shown }) => ({ name: toEnglish(field.label), value: shown })),
    },
  };
}

function makeValue(
  random: Random,
  field: FormField,
): { readonly value: unknown; readonly shown: string } {
  if (field.kind === 'checkbox') {
    const value = random.chance(0.5);
    return { value, shown: value ? 'Yes' : 'No' };
  }
  const id = random.characters('abcdefghijklmnop', 10);
  const shown = {
    email: `${id}@example.com`,
    phone: '+49 30 123 45',
    file: `wix:image://v1/${id}.png/${id}.png`,
    text: random.chance(0.05) ? 'x'.repeat(longest(field)) : `${random.pick(WORDS)} ${id}`,
  }[field.kind];
  const typed = field.kind === 'phone' ? '+49 (0)30 123-45' : shown;
  const value = typed.length + 2 <= longest(field) && random.chance(0.3) ? ` ${typed}\n` : typed;
  return { value, shown };
}

/** Makes data that is invalid at one field. */
export function mutateForm(random: Random): Mutant & { readonly form: string } {
  const { form, data } = makeForm(random);
  const { fields = [] } = FORMS[form] ?? {};
  if (random.chance(0.15)) {
    const name = random.pick(['extra', 'FirstName', 'toString', 'é']);
    return { form, value: { ...data, [name]: 'x' }, path: name, branch: 'form: unknown field' };
  }
  if (random.chance(0.1)) {
    const value = random.pick([null, 'text', 1, [], [data]]);
    return { form, value, path: 'email', branch: 'form: type' };
  }
  const field = fields[random.below(fields.length)];
  if (!field) throw new Error('The form has no field');
  const { key, kind, required } = field;
  const wrong: [branch: string, value: unknown][] = [
    [
      'type',
      kind === 'checkbox'
        ? random.pick<unknown>(['true', 1, null])
        : random.pick<unknown>([1, true, null, [], {}]),
    ],
  ];
  if (kind !== 'checkbox') {
    wrong.push(['length', 'x'.repeat(longest(field) + 1)]);
    wrong.push(['characters', random.pick(['a\u0000', 'x\ud800', 'a\u009f'])]);
  }
  if (required) wrong.push(['required', random.pick(['', '  ', '\n'])]);
  if (kind === 'email') wrong.push(['format', random.pick(['ada', 'a@b', 'a b@example.com', '@'])]);
  if (kind === 'phone') wrong.push(['format', random.pick(['call me', '+', '12a'])]);
  const [branch, value] = wrong[random.below(wrong.length)] ?? ['type', null];
  return { form, value: { ...data, [key]: value }, path: key, branch: `${kind} field: ${branch}` };
}

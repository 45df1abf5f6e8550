import type { FormDeclaration } from 'public/inbox-form';

/**
 * The forms of this site, by name. Edit this file as you need; upgrades do not overwrite it.
 *
 * A declaration defines the validation, the labels, the order of the fields and the contact properties. A page sends
 * a form with `sendFormData(data, { form: 'contact' })`; without a name it sends `default`. Data with an undeclared
 * field is rejected.
 */
export const inboxForms = {
  /** The four fields of the sample in Wix's documentation. At least one must have a value. */
  default: {
    title: 'Contact',
    description: 'Contact form',
    fields: [
      { key: 'firstName', label: 'First name', kind: 'text', maxLength: 100, contact: 'firstName' },
      { key: 'lastName', label: 'Last name', kind: 'text', maxLength: 100, contact: 'lastName' },
      { key: 'email', label: 'E-mail', kind: 'email', contact: 'email' },
      { key: 'subscribeNewsletter', label: 'Newsletter', kind: 'checkbox' },
    ],
  },

  /** The form of the contact page. */
  contact: {
    title: { en: 'Contact form', de: 'Kontaktformular' },
    fields: [
      {
        key: 'firstName',
        label: { en: 'First name', de: 'Vorname' },
        kind: 'text',
        required: true,
        maxLength: 100,
        contact: 'firstName',
      },
      {
        key: 'lastName',
        label: { en: 'Last name', de: 'Nachname' },
        kind: 'text',
        maxLength: 100,
        contact: 'lastName',
      },
      {
        key: 'email',
        label: { en: 'E-mail', de: 'E-Mail' },
        kind: 'email',
        required: true,
        contact: 'email',
      },
      { key: 'phone', label: { en: 'Phone', de: 'Telefon' }, kind: 'phone' },
      {
        key: 'message',
        label: { en: 'Message', de: 'Nachricht' },
        kind: 'text',
        required: true,
        maxLength: 4000,
      },
      {
        key: 'subscribeNewsletter',
        label: { en: 'Newsletter', de: 'Newsletter' },
        kind: 'checkbox',
      },
    ],
    texts: {
      de: {
        required: 'Dieses Feld ist erforderlich.',
        tooLong: 'Höchstens {max} Zeichen sind erlaubt.',
        characters: 'Das Zeichen {character} an Position {position} kann nicht gesendet werden.',
        email: 'Geben Sie eine gültige E-Mail-Adresse ein.',
        phone: 'Geben Sie eine gültige Telefonnummer ein.',
        yes: 'Ja',
        no: 'Nein',
      },
    },
  },
} as const satisfies Readonly<Record<string, FormDeclaration>>;

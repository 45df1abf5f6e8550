import type { FormDeclaration } from 'public/inbox-form';

/**
 * The forms of this site, by name. Yours to change: an upgrade never overwrites this file.
 *
 * One declaration drives the page's checks and the backend's, the labels and order of the message,
 * and what becomes a contact. A page sends one with `sendFormData(data, { form: 'contact' })`;
 * without a name it is `default`. A field that is not declared here is refused.
 */
export const inboxForms = {
  /** The four fields of the documentation's sample; none is required, one must be filled. */
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
      { key: 'phone', label: { en: 'Telephone', de: 'Telefon' }, kind: 'phone' },
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
        required: 'Bitte ausfüllen.',
        tooLong: 'Höchstens {max} Zeichen.',
        characters: 'Darin sind Zeichen, die nicht gesendet werden können.',
        email: 'Das ist keine E-Mail-Adresse.',
        phone: 'Das ist keine Telefonnummer.',
        yes: 'Ja',
        no: 'Nein',
      },
    },
  },
} as const satisfies Readonly<Record<string, FormDeclaration>>;

import { contactForm } from 'public/inbox-contact-form';
import type { ContactFormOptions } from 'public/inbox-contact-form';
import type { FormInput } from 'public/inbox-fields';
import type { Answer, SendFormOptions, Sent } from 'public/inbox-shapes';
import { createFakeContactPage } from './fake-contact-page.ts';
import { settle } from './fake-ports.ts';

/** A pending call of the web method. */
interface PendingSend {
  readonly data: FormInput;
  readonly options: SendFormOptions;
  answer(answer: Answer<Sent>): void;
  fail(): void;
}

/** Creates the contact page with its form, and a web method whose calls the test answers. */
export function contactFormPage({
  missing = [],
  ...options
}: Partial<ContactFormOptions> & { missing?: string[] } = {}) {
  const page = createFakeContactPage(missing);
  const sends: PendingSend[] = [];
  const waits: { readonly seconds: number; end(): void }[] = [];
  contactForm(page.$w, {
    send: (data, sendOptions) =>
      new Promise((answer, reject) => {
        sends.push({ data, options: sendOptions, answer, fail: () => reject(new Error('lost')) });
      }),
    wait: (seconds) => new Promise((end) => waits.push({ seconds, end })),
    ...options,
  });
  function fillIn(): void {
    page.firstName.enter('Nora');
    page.email.enter('nora@example.com');
    page.message.enter('Hello');
  }
  return { page, sends, waits, fillIn, settle };
}

/** Creates the answer of a refused send that is not repeated. */
export function refused(error: {
  message?: string;
  fields?: Record<string, string>;
}): Answer<Sent> {
  return { ok: false, error: { code: 'INVALID_INPUT', message: 'Please try again.', ...error } };
}

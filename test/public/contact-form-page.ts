import { contactForm } from 'public/inbox-contact-form';
import type { ContactFormOptions } from 'public/inbox-contact-form';
import type { TypedData } from 'public/inbox-fields';
import type { Answer, SendFormOptions, Sent } from 'public/inbox-shapes';
import { createFakePage } from './fake-page.ts';

/** A call of the web method, waiting for its answer. */
interface SendSeen {
  readonly data: TypedData;
  readonly options: SendFormOptions;
  answer(answer: Answer<Sent>): void;
  lose(): void;
}

/** The contact page with its form, a person who fills it in, and a web method that the test answers. */
export function contactFormPage({
  leftOut = [],
  ...options
}: Partial<ContactFormOptions> & { leftOut?: string[] } = {}) {
  const page = createFakePage(leftOut);
  const sends: SendSeen[] = [];
  const waits: { readonly seconds: number; over(): void }[] = [];
  contactForm(page.$w, {
    send: (data, sendOptions) =>
      new Promise((answer, lose) => {
        sends.push({ data, options: sendOptions, answer, lose: () => lose(new Error('lost')) });
      }),
    wait: (seconds) => new Promise((over) => waits.push({ seconds, over })),
    ...options,
  });
  function fillIn(): void {
    page.firstName.enter('Nora');
    page.email.enter('nora@example.com');
    page.message.enter('Hello');
  }
  const settle = () => new Promise((done) => setImmediate(done));
  return { page, sends, waits, fillIn, settle };
}

/** An answer that says why nothing was sent. */
export function refused(error: {
  message?: string;
  fields?: Record<string, string>;
}): Answer<Sent> {
  return { ok: false, error: { code: 'TRY_LATER', message: 'Please try again.', ...error } };
}

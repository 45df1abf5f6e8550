import { createFinder, isButton, isText, TYPING_DELAY } from 'public/inbox-elements';
import type { PageSelector } from 'public/inbox-elements';
import { createFields } from 'public/inbox-fields';
import type { FieldErrors, TypedData } from 'public/inbox-fields';
import { checkForm } from 'public/inbox-form';
import type { FormDeclaration } from 'public/inbox-form';
import { inboxForms } from 'public/inbox-forms';
import type { Answer, SendFormOptions, Sent } from 'public/inbox-shapes';
import { createSubmit, waitSeconds } from 'public/inbox-submit';

/** What the form says, besides the texts of the declared form and of the web method's answers. */
export interface ContactFormTexts {
  /** Behind the label of a field that may stay empty. */
  readonly optional: string;
  readonly faulty: string;
  /** On the button while the message is on its way. */
  readonly button: string;
  readonly sending: string;
  /** The same send is asked for again, because it is not known whether it arrived. */
  readonly checking: string;
  readonly sent: string;
  /** A site owner in preview: checked, and nothing sent. */
  readonly preview: string;
}

/** Options of `contactForm`. */
export interface ContactFormOptions {
  /** The web method: `sendFormData` of `backend/inbox.web`. */
  readonly send: (data: TypedData, options: SendFormOptions) => Promise<Answer<Sent>>;
  /** Name of a form declared in `public/inbox-forms.ts`; `contact` when not given. */
  readonly form?: keyof typeof inboxForms;
  /** Language of labels and faults, as the page has it (`en`, `de-AT`); `en` when not given. */
  readonly language?: string;
  /** Selectors that are not `#<key>`, by key: `{ email: '#input3', submitButton: '#button1' }`. */
  readonly elements?: Readonly<Record<string, string>>;
  readonly texts?: Partial<ContactFormTexts>;
  /** Called after a success, once the form is empty again. */
  readonly onSent?: (answer: Sent) => void;
  /** Takes the place of the page's clock, in seconds: for tests. */
  readonly wait?: (seconds: number) => Promise<void>;
}

const ENGLISH: ContactFormTexts = {
  optional: ' (optional)',
  faulty: 'Not sent yet: please look at what is marked.',
  button: 'Sending…',
  sending: 'Your message is on its way.',
  checking: 'Still checking that your message arrived. Please keep this page open…',
  sent: 'Thank you, your message has arrived. We will answer soon.',
  preview: 'Preview: everything is fine, and nothing was sent.',
};

/**
 * Makes a contact form of the page's elements: checks, sends once, and says how it went.
 *
 * To be called in `$w.onReady`. It takes the declared form's fields from the elements `#<key>`, and
 * uses, where the page has them, `#<key>Label` (its label), `#<key>Fault` (what is wrong with it),
 * `#status` (what is going on, or why it failed) and `#sent` (the thanks; `#status` without it).
 * A screen reader hears these two if they are live regions.
 * It sends on a click of `#submitButton` and on Enter in a one-line input, never by itself. What was
 * typed stays until the answer is `ok`.
 *
 * @example
 * $w.onReady(() => contactForm($w, { send: sendFormData }));
 */
export function contactForm(
  $w: PageSelector,
  {
    send,
    form = 'contact',
    language = 'en',
    elements = {},
    texts: ownTexts = {},
    onSent = () => {},
    wait = waitSeconds,
  }: ContactFormOptions,
): void {
  const declaration: FormDeclaration = inboxForms[form];
  const texts = { ...ENGLISH, ...ownTexts };
  const { find, report } = createFinder($w, elements, 'contactForm');

  /** What the last answer found wrong with the content that it was an answer to. */
  let refused: { readonly content: string; readonly faults: FieldErrors } | undefined;
  /** Nobody is told of faults before having tried to send. */
  let hasTried = false;
  let isSending = false;
  let tries = 0;

  const button = find('submitButton', isButton);
  const status = find('status', isText);
  const thanks = find('sent', isText, false) ?? status;
  const fields = createFields({
    declaration,
    language,
    optional: texts.optional,
    find,
    faultsOf: (data) => (hasTried ? faultsOf(data) : {}),
    onEnter: () => void submitOnEnter(),
  });
  button?.onClick(() => void submit());
  report();

  const sendOnce = createSubmit({
    send: (data: TypedData, options) => send(data, { form, language, ...options }),
    wait,
    onStep: (step) => {
      tell(texts[step]);
    },
  });

  function tell(text: string): void {
    if (status) status.text = text;
  }

  function faultsOf(data: TypedData): FieldErrors {
    const check = checkForm(declaration, data, language);
    if (!check.ok) return check.fields;
    return refused?.content === JSON.stringify(data) ? refused.faults : {};
  }

  /** Shows what is wrong; `false` if nothing is. */
  function showFaults(faults: FieldErrors): boolean {
    const elsewhere = fields.showFaults(faults);
    const isFaulty = Object.keys(faults).length > 0;
    if (isFaulty) tell([texts.faulty, ...elsewhere].join(' '));
    return isFaulty;
  }

  function showSending(label: string): void {
    isSending = !isSending;
    if (!button) return;
    button.label = label;
    if (isSending) button.disable();
    else button.enable();
  }

  async function submit(): Promise<void> {
    if (isSending) return;
    tries += 1;
    hasTried = true;
    if (thanks) thanks.text = '';
    const data = fields.read();
    if (showFaults(faultsOf(data))) return;

    const label = button?.label ?? '';
    showSending(texts.button);
    const answer = await sendOnce(data);
    showSending(label);
    if (answer.ok) return showSent(data, answer);
    refused = { content: JSON.stringify(data), faults: answer.error.fields ?? {} };
    if (!showFaults(refused.faults)) tell(answer.error.message);
  }

  function showSent(data: TypedData, answer: Sent): void {
    tell('');
    if (thanks) thanks.text = answer.preview ? texts.preview : texts.sent;
    if (answer.preview) return;
    hasTried = false;
    fields.clear(data);
    onSent(answer);
  }

  async function submitOnEnter(): Promise<void> {
    if (isSending) return;
    const before = tries;
    await wait(TYPING_DELAY);
    // A click that came meanwhile has sent what Enter would send.
    if (tries === before) await submit();
  }
}

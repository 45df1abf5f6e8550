import { createCaptcha } from 'public/inbox-captcha';
import { createElementFinder } from 'public/inbox-element-finder';
import { isButton, isText, setText } from 'public/inbox-elements';
import type { PageSelector } from 'public/inbox-elements';
import { createFields } from 'public/inbox-fields';
import type { FieldErrors, FormInput } from 'public/inbox-fields';
import { checkForm } from 'public/inbox-form';
import type { FormDeclaration } from 'public/inbox-form';
import { createFormMemory } from 'public/inbox-form-memory';
import { createFormTickets } from 'public/inbox-form-tickets';
import type { OpenForm } from 'public/inbox-form-tickets';
import { inboxForms } from 'public/inbox-forms';
import { watchIdentity } from 'public/inbox-identity';
import type { IdentityPort } from 'public/inbox-identity';
import { normalizeLanguage } from 'public/inbox-normalize';
import { explainRefusal, insertTime } from 'public/inbox-send-texts';
import type { SendTexts } from 'public/inbox-send-texts';
import type { Answer, SendFormOptions, Sent } from 'public/inbox-shapes';
import type { StoragePort } from 'public/inbox-storage';
import { createSubmit, waitSeconds } from 'public/inbox-submit';

/** The texts that the form shows, besides those of the declared form and the web method's error messages. */
export interface ContactFormTexts extends SendTexts {
  /** Added to the label of optional fields. */
  readonly optional: string;
  /** Shown if fields have errors. */
  readonly invalid: string;
  /** Label of the button while the message is being sent. */
  readonly button: string;
  readonly sending: string;
  /** Shown while the message is sent again, because it may not have arrived. */
  readonly checking: string;
  readonly sent: string;
  /** Shown to a site owner in preview: the form is valid but was not sent. */
  readonly preview: string;
}

/** Options of `contactForm`. */
export interface ContactFormOptions {
  /** The web method `sendFormData` of `backend/inbox.web`. */
  readonly send: (data: FormInput, options: SendFormOptions) => Promise<Answer<Sent>>;
  /**
   * The web method `openForm` of `backend/inbox.web`. The form is then sent with a ticket, which is requested when the
   * user begins to fill in the form, and used 2 seconds later at the earliest. If it fails, the form is sent without.
   */
  readonly openForm?: OpenForm;
  /**
   * `session` of `@wix/site-storage`: stores what was typed and is being sent, for the same person in the same browser
   * tab. Needs `openForm`. Without it, both are lost when the page is left.
   */
  readonly storage?: StoragePort;
  /** `authentication` of `@wix/site-members`: what is stored is removed when the user logs in or out. */
  readonly identity?: IdentityPort | undefined;
  /** Name of a form declared in `public/inbox-forms.ts`. Default: `contact`. */
  readonly form?: keyof typeof inboxForms;
  /** Language of labels and errors (`en`, `de-AT`). Default: `en`. */
  readonly language?: string;
  /** Selectors that are not `#<key>`, by key: `{ email: '#input3', submitButton: '#button1' }`. */
  readonly elements?: Readonly<Record<string, string>>;
  /** Texts that replace the English ones. */
  readonly texts?: Partial<ContactFormTexts>;
  /** Called after the form was sent and cleared. */
  readonly onSent?: (answer: Sent) => void;
  /** Replaces `setTimeout` in tests: resolves after a number of seconds. */
  readonly wait?: (seconds: number) => Promise<void>;
}

const ENGLISH: ContactFormTexts = {
  optional: ' (optional)',
  invalid: 'Please fix the highlighted fields.',
  button: 'Sending…',
  sending: 'Sending your message…',
  checking: 'Confirming that your message arrived. Please keep this page open…',
  confirmationFailed:
    'We could not confirm that your message arrived. Please send it again: it will not arrive twice.',
  outcomeUnclear: 'Your message may or may not have arrived. Send it again if you get no reply.',
  tooMany: 'You sent many messages. Please send this one in {time}.',
  captcha: 'Please confirm that you are human. Your message is then sent.',
  limited: 'You sent many messages. This one will be sent in {time}. Please keep this page open…',
  sent: 'Thank you! Your message was sent. We will reply soon.',
  preview: 'Preview: the form is valid, and nothing was sent.',
};

/**
 * Adds a contact form to the page's elements: validates the fields, sends the form once and shows the result. Call
 * it in `$w.onReady`.
 *
 * Reads the declared form's fields from the elements `#<key>`: text inputs, text boxes and checkboxes. Optional
 * elements: `#<key>Label` (the field's label), `#<key>Error` (the field's error), `#captcha` (a reCAPTCHA, shown if the
 * site requires it; the form is sent when it is solved), `#status` (progress, or why sending failed) and `#sent` (the confirmation; without it, it is shown in `#status`). Make `#status` and `#sent`
 * live regions if the editor allows it, so that screen readers announce them.
 *
 * Sends on a click on `#submitButton` or on Enter in a text input. Keeps the values until the form was sent.
 *
 * @example
 * $w.onReady(() => contactForm($w, { send: sendFormData, openForm }));
 */
export function contactForm(
  $w: PageSelector,
  {
    send,
    openForm,
    storage,
    identity,
    form = 'contact',
    language: siteLanguage = 'en',
    elements = {},
    texts: ownTexts = {},
    onSent = () => {},
    wait = waitSeconds,
  }: ContactFormOptions,
): void {
  const declaration: FormDeclaration = inboxForms[form];
  const language = normalizeLanguage(siteLanguage) || 'en';
  const texts = { ...ENGLISH, ...ownTexts };
  const { find, reportMissing } = createElementFinder($w, elements, 'contactForm');

  /** The errors from the backend and the data that they belong to. */
  let refused: { readonly data: FormInput; readonly errors: FieldErrors } | undefined;
  /** The keys of the fields that the status asks to fix. */
  let invalidKeys: readonly string[] = [];
  /** Errors are shown after the first attempt to send. */
  let hasTried = false;
  let isSending = false;
  /** Whether the form was sent and cleared, and nothing was typed since. */
  let isDone = false;

  const tickets = openForm && createFormTickets({ openForm, form, wait });
  const button = find('submitButton', isButton);
  const status = find('status', isText);
  const captcha = createCaptcha({
    find,
    onVerified: () => void submit(fields.read()),
    onUnavailable: (seconds) => setText(status, insertTime(texts.tooMany, seconds)),
  });
  const confirmation = find('sent', isText, { isOptional: true }) ?? status;
  const fields = createFields({
    declaration,
    language,
    optional: texts.optional,
    find,
    findErrors: (data) => (hasTried ? findErrors(data) : {}),
    onEnter: (data) => void submit(data),
    isBusy: () => isSending,
    wait,
    onEdit() {
      isDone = false;
      tickets?.prepare();
      refreshStatus();
      memory.saveDraft(fields.read());
    },
  });
  const memory = createFormMemory({ storage, tickets, declaration, form, language });
  button?.onClick(() => {
    fields.cancelEnter();
    void submit(fields.read());
  });
  reportMissing();

  const sendOnce = createSubmit({
    send: async (data: FormInput, keyOptions) => {
      const options = tickets?.toOptions(keyOptions.idempotencyKey) ?? keyOptions;
      memory.savePending(data, options);
      const answer = await captcha.send((captchaOptions) =>
        send(data, { form, language, ...options, ...captchaOptions }),
      );
      if (answer.ok) return answer;
      if (answer.error.code === 'IDENTITY_CHANGED') tickets?.drop();
      // The site's secret was replaced, so that the ticket cannot be opened any more.
      if (!answer.error.fields?.['options.ticket']) return answer;
      return { ...answer, error: { ...answer.error, code: 'KEY_REUSED' } };
    },
    ...(tickets && { newKey: tickets.newKey }),
    keys: memory.keys,
    wait,
    onStep: (step, seconds) => setText(status, insertTime(texts[step], seconds)),
  });

  /** Returns the errors to mark: a field that the backend refused is marked until its value changes. */
  function findErrors(data: FormInput): FieldErrors {
    const check = checkForm(declaration, data, language);
    if (!check.ok) return check.fields;
    const { data: refusedData, errors = {} } = refused ?? {};
    const isSame = (key: string) => data[key] === refusedData?.[key];
    return Object.fromEntries(Object.entries(errors).filter(([key]) => isSame(key)));
  }

  /** Returns whether the data can be sent: the backend has refused exactly the same data. */
  function isRefused(data: FormInput): boolean {
    return (
      Object.keys(refused?.errors ?? {}).length > 0 &&
      JSON.stringify(refused?.data) === JSON.stringify(data)
    );
  }

  /** Shows the errors; returns `false` if there are none. */
  function showErrors(errors: FieldErrors): boolean {
    const notShown = fields.showErrors(errors);
    invalidKeys = Object.keys(errors);
    if (invalidKeys.length > 0) setText(status, [texts.invalid, ...notShown].join(' '));
    return invalidKeys.length > 0;
  }

  /** Removes what was fixed from the status. */
  function refreshStatus(): void {
    if (invalidKeys.length === 0 || isSending) return;
    const errors = Object.entries(findErrors(fields.read()));
    const remaining = errors.filter(([key]) => invalidKeys.includes(key));
    invalidKeys = remaining.map(([key]) => key);
    const notShown = fields.refreshErrors(Object.fromEntries(remaining));
    setText(status, remaining.length > 0 ? [texts.invalid, ...notShown].join(' ') : '');
  }

  function setSending(isNowSending: boolean, label: string): void {
    isSending = isNowSending;
    if (!button) return;
    button.label = label;
    if (isSending) button.disable();
    else button.enable();
  }

  async function submit(data: FormInput): Promise<void> {
    // The second click of a double click, or a held Enter.
    if (isSending || (isDone && !Object.values(data).some(Boolean))) return;
    hasTried = true;
    setText(confirmation, '');
    const check = checkForm(declaration, data, language);
    if (showErrors(check.ok && !isRefused(data) ? {} : findErrors(data))) return;

    const label = button?.label ?? '';
    setSending(true, texts.button);
    const answer = await sendOnce(data);
    setSending(false, label);
    if (answer.ok) return showSent(data, answer);
    memory.saveRefused(fields.read());
    refused = { data, errors: answer.error.fields ?? {} };
    if (!showErrors(refused.errors)) setText(status, explainRefusal(answer.error, texts));
  }

  function showSent(data: FormInput, answer: Sent): void {
    setText(status, '');
    setText(confirmation, answer.preview ? texts.preview : texts.sent);
    if (answer.preview) return;
    hasTried = false;
    refused = undefined;
    isDone = true;
    fields.clear(data);
    void memory.saveSent(data, fields.read());
    onSent(answer);
  }

  /** Continues after the page was left: fills in what was typed, and sends what was being sent. */
  async function restore(): Promise<void> {
    const state = await memory.restore();
    if (!state) return;
    fields.fill(state.data);
    if (state.pending?.isSending) await submit(state.pending.data);
  }

  void watchIdentity(identity, {
    onLogin: () => memory.forget(),
    onLogout: () => {
      memory.forget();
      fields.clear(fields.read());
    },
  });
  void restore();
}

import { isButton, isField, isText } from 'public/inbox-elements';
import type { PageSelector } from 'public/inbox-elements';
import { checkForm, inLanguage } from 'public/inbox-form';
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

type Faults = Readonly<Record<string, string>>;

/** What was typed, by the key of the declared field: texts, and booleans of checkboxes. */
export type ContactFormData = Readonly<Record<string, string | boolean>>;

/** Options of `contactForm`. */
export interface ContactFormOptions {
  /** The web method: `sendFormData` of `backend/inbox.web`. */
  readonly send: (data: ContactFormData, options: SendFormOptions) => Promise<Answer<Sent>>;
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

/** Seconds that Wix may take to tell the page's code the last character typed before Enter (assumed). */
const TYPING_DELAY = 0.02;

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
  const missing: string[] = [];

  function find<Element>(
    name: string,
    is: (element: unknown) => element is Element,
    isNeeded = true,
  ): Element | undefined {
    const selector = elements[name] ?? `#${name}`;
    const element = $w(selector);
    if (is(element)) return element;
    if (isNeeded) missing.push(selector);
    return undefined;
  }

  const button = find('submitButton', isButton);
  const status = find('status', isText);
  const thanks = find('sent', isText, false) ?? status;
  const fields = declaration.fields.flatMap((field) => {
    const { key } = field;
    const element = find(key, isField);
    const name = inLanguage(field.label, language);
    const label = find(`${key}Label`, isText, false);
    if (label) label.text = field.required ? name : name + texts.optional;
    return element ? [{ ...field, element, name, said: find(`${key}Fault`, isText, false) }] : [];
  });
  if (missing.length > 0) {
    console.warn(`contactForm: this page has no ${missing.join(', ')}; it works without.`);
  }

  /** What the last answer found wrong with the content that it was an answer to. */
  let refused: { readonly content: string; readonly faults: Faults } | undefined;
  /** Nobody is told of faults before having tried to send. */
  let hasTried = false;
  let isSending = false;
  let tries = 0;

  function read(): ContactFormData {
    return Object.fromEntries(
      fields.map(({ key, element }) => [
        key,
        'checked' in element ? element.checked : element.value,
      ]),
    );
  }

  function faultsOf(data: ContactFormData): Faults {
    const check = checkForm(declaration, data, language);
    if (!check.ok) return check.fields;
    return refused?.content === JSON.stringify(data) ? refused.faults : {};
  }

  function tell(text: string): void {
    if (status) status.text = text;
  }

  /** Shows what is wrong where it is wrong, and goes to the first of it; `false` if nothing is. */
  function showFaults(faults: Faults): boolean {
    const elsewhere = { ...faults };
    const faulty = fields.filter(({ key, element, name, said }) => {
      const fault = faults[key];
      if (said) said.text = fault ?? '';
      if (said) delete elsewhere[key];
      else if (fault) elsewhere[key] = `${name}: ${fault}`;
      // Wix checks an element when its value is set; the validator below then finds the fault.
      if ('checked' in element) element.checked = element.checked;
      else element.value = element.value;
      element.updateValidityIndication();
      return fault;
    });
    faulty[0]?.element.focus();
    const isFaulty = Object.keys(faults).length > 0;
    if (isFaulty) tell([texts.faulty, ...Object.values(elsewhere)].join(' '));
    return isFaulty;
  }

  const sendOnce = createSubmit({
    send: (data: ContactFormData, options) => send(data, { form, language, ...options }),
    wait,
    onStep: (step) => {
      tell(texts[step]);
    },
  });

  async function submit(): Promise<void> {
    if (isSending) return;
    tries += 1;
    hasTried = true;
    if (thanks) thanks.text = '';
    const data = read();
    if (showFaults(faultsOf(data))) return;

    isSending = true;
    const label = button?.label ?? '';
    if (button) button.label = texts.button;
    button?.disable();
    const answer = await sendOnce(data);
    isSending = false;
    if (button) button.label = label;
    button?.enable();

    if (answer.ok) return showSent(data, answer);
    refused = { content: JSON.stringify(data), faults: answer.error.fields ?? {} };
    if (!showFaults(refused.faults)) tell(answer.error.message);
  }

  function showSent(data: ContactFormData, answer: Sent): void {
    tell('');
    if (thanks) thanks.text = answer.preview ? texts.preview : texts.sent;
    if (answer.preview) return;
    const now = read();
    hasTried = false;
    for (const { key, element } of fields) {
      // What was typed while the message was on its way is the next message.
      if (now[key] !== data[key]) continue;
      if ('checked' in element) element.checked = false;
      else element.value = '';
      element.resetValidityIndication();
    }
    onSent(answer);
  }

  async function submitOnEnter(): Promise<void> {
    if (isSending) return;
    const before = tries;
    await wait(TYPING_DELAY);
    // A click that came meanwhile has sent what Enter would send.
    if (tries === before) await submit();
  }

  for (const { key, element, required, said } of fields) {
    element.required = required === true;
    element.onCustomValidation((value, reject) => {
      const typed = typeof value === 'string' || typeof value === 'boolean' ? { [key]: value } : {};
      const fault = hasTried ? faultsOf({ ...read(), ...typed })[key] : undefined;
      if (fault) reject(fault);
    });
    const refresh = (): void => {
      if (hasTried && said) said.text = faultsOf(read())[key] ?? '';
    };
    element.onChange(refresh);
    if ('checked' in element) continue;
    element.onInput(() => {
      if (said?.text) refresh();
    });
    // Enter begins a new line in a TextBox.
    if (element.type === '$w.TextBox') continue;
    element.onKeyPress(({ key: pressed }) => {
      if (pressed === 'Enter') void submitOnEnter();
    });
  }
  button?.onClick(() => void submit());
}

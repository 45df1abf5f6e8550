// The reply form in the browser: sends once, keeps what was typed until it is sent. Leaves out drafts that outlive the tab.

interface ReplyForm {
  readonly form: HTMLFormElement;
  readonly text: HTMLTextAreaElement;
  readonly error: HTMLElement;
}

const sending = new Set<string>();

function findForm(): ReplyForm | undefined {
  const form = document.getElementById('reply');
  const text = document.getElementById('reply-text');
  const error = document.getElementById('reply-error');
  return form instanceof HTMLFormElement && text instanceof HTMLTextAreaElement && error
    ? { form, text, error }
    : undefined;
}

function draftKey(form: HTMLFormElement): string {
  return `inbox-reply:${form.dataset['conversation'] ?? ''}`;
}

/** Puts what was typed to this conversation before back into its form. */
export function restoreDraft(): void {
  const found = findForm();
  if (found && found.text.value === '') {
    found.text.value = sessionStorage.getItem(draftKey(found.form)) ?? '';
  }
}

/** Brings the reply form to life; `onSent` is told once Wix has the reply. */
export function startReplies(onSent: () => void): void {
  document.addEventListener('input', ({ target }) => {
    const found = findForm();
    if (!found || target !== found.text) return;
    sessionStorage.setItem(draftKey(found.form), found.text.value);
    say(found, '');
  });
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    const found = findForm();
    if (!found || event.target !== found.text) return;
    event.preventDefault();
    found.form.requestSubmit();
  });
  document.addEventListener('submit', (event) => {
    const found = findForm();
    if (!found || event.target !== found.form) return;
    event.preventDefault();
    void submit(found, onSent);
  });
}

function say({ text, error }: ReplyForm, problem: string): void {
  error.textContent = problem;
  if (problem) text.setAttribute('aria-invalid', 'true');
  else text.removeAttribute('aria-invalid');
}

async function submit(found: ReplyForm, onSent: () => void): Promise<void> {
  const { form, text } = found;
  const conversation = form.dataset['conversation'] ?? '';
  const typed = text.value;
  if (sending.has(conversation)) return;
  if (typed.trim() === '') {
    say(found, 'Write something first.');
    text.focus();
    return;
  }
  sending.add(conversation);
  form.setAttribute('aria-busy', 'true');
  say(found, '');
  const problem = await send(conversation, typed);
  sending.delete(conversation);
  form.removeAttribute('aria-busy');
  if (problem !== undefined) {
    say(found, problem);
    text.focus();
    return;
  }
  // What was typed in the meantime is the next reply.
  if (text.value === typed) {
    text.value = '';
    sessionStorage.removeItem(draftKey(form));
  }
  onSent();
}

/** Sends a reply; answers why it was not sent. */
async function send(conversation: string, text: string): Promise<string | undefined> {
  try {
    const response = await fetch(`/_emulator/inbox/${conversation}/replies`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ text }),
    });
    if (response.ok) return undefined;
    return `Not sent. ${messageOf(await response.json())}`;
  } catch {
    return 'Not sent: the emulator does not answer. Your text is kept.';
  }
}

function messageOf(body: unknown): string {
  const error =
    typeof body === 'object' && body !== null && 'error' in body ? body.error : undefined;
  const message =
    typeof error === 'object' && error !== null && 'message' in error ? error.message : undefined;
  return typeof message === 'string' ? message : 'The emulator refused it.';
}

// Emulates Wix's reCAPTCHA element: a check box instead of a challenge. Its tokens come from the emulator. Not
// emulated: the challenge, the provider's own texts.
import { PageElement } from './elements.ts';
import type { ElementContext } from './elements.ts';
import { runHandler } from './run-handler.ts';

/** How long a token is valid, in milliseconds. @see https://dev.wix.com/docs/velo/api-reference/$w/captcha/on-timeout */
const TOKEN_MS = 120_000;
const LABEL = 'I am not a robot (emulated)';
const EXPIRED = 'The verification has expired. Check the box again. (emulated)';

/** Wix's Captcha element. */
export class Captcha extends PageElement {
  #token = '';
  #timeout: ReturnType<typeof setTimeout> | undefined;
  readonly #box = document.createElement('input');
  readonly #text = document.createElement('span');
  readonly #handlers = { verified: new Set<unknown>(), timeout: new Set(), error: new Set() };

  constructor(node: HTMLElement, type: string, context: ElementContext) {
    super(node, type, context);
    const label = document.createElement('label');
    this.#box.type = 'checkbox';
    this.#text.textContent = LABEL;
    label.append(this.#box, ' ', this.#text);
    node.replaceChildren(label);
    this.#box.addEventListener('change', () => void this.#verify());
  }

  /** The token after the verification; an empty text before (assumed). */
  get token(): string {
    return this.#token;
  }
  onVerified(handler: () => unknown): void {
    this.#handlers.verified.add(handler);
  }
  onTimeout(handler: () => unknown): void {
    this.#handlers.timeout.add(handler);
  }
  onError(handler: () => unknown): void {
    this.#handlers.error.add(handler);
  }
  reset(): Promise<void> {
    this.#clear(LABEL);
    return Promise.resolve();
  }
  focus(): void {
    this.#box.focus();
  }
  blur(): void {
    this.#box.blur();
  }

  async #verify(): Promise<void> {
    this.#box.disabled = true;
    try {
      this.#token = await requestToken();
    } catch {
      this.#clear(LABEL);
      this.#call('error');
      return;
    }
    this.#timeout = setTimeout(() => {
      this.#clear(EXPIRED);
      this.#call('timeout');
    }, TOKEN_MS);
    this.#call('verified');
  }

  #clear(text: string): void {
    clearTimeout(this.#timeout);
    this.#token = '';
    this.#box.checked = false;
    this.#box.disabled = false;
    this.#text.textContent = text;
  }

  #call(event: 'verified' | 'timeout' | 'error'): void {
    for (const handler of this.#handlers[event]) runHandler(handler);
  }
}

async function requestToken(): Promise<string> {
  const response = await fetch('/_emulator/captcha', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: '{}',
  });
  const body: unknown = await response.json();
  if (typeof body === 'object' && body !== null && 'token' in body) return String(body.token);
  throw new Error('The emulator returned no token.');
}

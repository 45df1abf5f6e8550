// Emulates button clicks in Wix's chat: sends each click on a button of the participant's messages and shows its
// result.
import { errorMessageOf } from './reply.browser.ts';

/** Handles clicks on the message buttons of the participant's side. */
export function startButtonClicks(): void {
  document.addEventListener('click', ({ target }) => {
    const button = target instanceof Element ? target.closest('.message-button') : null;
    if (button instanceof HTMLButtonElement && button.ariaBusy !== 'true') void sendClick(button);
  });
}

async function sendClick(button: HTMLButtonElement): Promise<void> {
  const { message = '', interaction = '' } = button.dataset;
  const conversation = document.getElementById('conversation')?.dataset['conversation'] ?? '';
  const status = document.getElementById(`button-status-${message}`);
  button.setAttribute('aria-busy', 'true');
  const label = button.textContent.trim();
  let result: ClickResult;
  try {
    const response = await fetch(`/_emulator/inbox/${conversation}/presses`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ messageId: message, interactionId: interaction }),
    });
    const body: unknown = await response.json();
    result = response.ok
      ? describeClick(label, interaction, body)
      : { text: `Click not sent. ${errorMessageOf(body)}`, isHandled: false };
  } catch {
    result = { text: 'Click not sent: the emulator is not responding.', isHandled: false };
  }
  button.removeAttribute('aria-busy');
  if (!status) return;
  status.textContent = result.text;
  status.classList.toggle('is-unhandled', !result.isHandled);
}

interface ClickResult {
  readonly text: string;
  /** Whether the site handled the click. */
  readonly isHandled: boolean;
}

/** Describes what came of a click. A handler of the site that sends nothing may not know the button. */
function describeClick(label: string, interactionId: string, body: unknown): ClickResult {
  const { outcome, replied, error }: Record<string, unknown> =
    typeof body === 'object' && body !== null ? { ...body } : {};
  const clicked = `Clicked ${label}.`;
  if (outcome === 'delivered') {
    return replied === true
      ? { text: `${clicked} The site replied.`, isHandled: true }
      : {
          text: `${clicked} The site handled the event but sent no message. It may have no handler for "${interactionId}".`,
          isHandled: false,
        };
  }
  const reason = OUTCOMES[String(outcome)] ?? `the outcome is ${String(outcome)}`;
  const details = typeof error === 'string' ? `: ${error}` : '.';
  return { text: `${clicked} Not handled: ${reason}${details}`, isHandled: false };
}

const OUTCOMES: Readonly<Record<string, string>> = {
  failed: "the site's handler failed",
  'no-handler': 'the site has no handler for button clicks',
  'timed-out': "the site's handler did not finish",
  waiting: 'the event is still waiting',
  withheld: 'the event is not delivered to the site',
};

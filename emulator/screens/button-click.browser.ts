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
  let result: string;
  try {
    const response = await fetch(`/_emulator/inbox/${conversation}/presses`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ messageId: message, interactionId: interaction }),
    });
    const label = button.textContent.trim();
    result = response.ok
      ? `Clicked ${label}. The event is listed under Events and Realtime.`
      : `Click not sent. ${errorMessageOf(await response.json())}`;
  } catch {
    result = 'Click not sent: the emulator is not responding.';
  }
  button.removeAttribute('aria-busy');
  if (status) status.textContent = result;
}

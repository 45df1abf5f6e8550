// The participant's buttons in the browser: presses them and says what came of it. Stands for the press in Wix's chat.
import { messageOf } from './reply.browser.ts';

/** Lets the buttons on the participant's side be pressed. */
export function startPresses(): void {
  document.addEventListener('click', ({ target }) => {
    const button = target instanceof Element ? target.closest('.press') : null;
    if (button instanceof HTMLButtonElement && button.ariaBusy !== 'true') void press(button);
  });
}

async function press(button: HTMLButtonElement): Promise<void> {
  const { message = '', interaction = '' } = button.dataset;
  const conversation = document.getElementById('conversation')?.dataset['conversation'] ?? '';
  const told = document.getElementById(`pressed-${message}`);
  button.setAttribute('aria-busy', 'true');
  let says: string;
  try {
    const response = await fetch(`/_emulator/inbox/${conversation}/presses`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ messageId: message, interactionId: interaction }),
    });
    const label = button.textContent.trim();
    says = response.ok
      ? `Pressed: ${label}. What the site did with it stands under Delivery.`
      : `Not pressed. ${messageOf(await response.json())}`;
  } catch {
    says = 'Not pressed: the emulator does not answer.';
  }
  button.removeAttribute('aria-busy');
  if (told) told.textContent = says;
}

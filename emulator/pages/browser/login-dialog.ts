// Emulates Wix's login dialog: it asks for the address of a member. Not emulated: passwords, social logins, languages.

const STYLE = 'max-width: 22rem; padding: 1.25rem; font: 15px system-ui; border-radius: 8px';

/**
 * Shows the dialog.
 * @returns the address that the visitor logs in with; undefined if they close the dialog
 */
export function askForLogin(): Promise<string | undefined> {
  const dialog = document.createElement('dialog');
  dialog.className = 'velo-login';
  dialog.style.cssText = STYLE;
  dialog.setAttribute('aria-label', 'Log in');
  const label = document.createElement('label');
  label.textContent = 'Email of a member (the emulator asks for no password) ';
  const email = document.createElement('input');
  Object.assign(email, { type: 'email', name: 'email', required: true, autocomplete: 'off' });
  label.append(email);
  const logIn = createButton('Log in', 'submit');
  const cancel = createButton('Cancel', 'button');
  const form = document.createElement('form');
  form.style.cssText = 'display: grid; gap: 0.75rem';
  form.append(label, logIn, cancel);
  dialog.append(form);

  return new Promise((resolve) => {
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      resolve(email.value);
      dialog.close();
    });
    cancel.addEventListener('click', () => dialog.close());
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(undefined);
    });
    document.documentElement.append(dialog);
    dialog.showModal();
  });
}

function createButton(text: string, type: 'submit' | 'button'): HTMLButtonElement {
  const button = document.createElement('button');
  button.type = type;
  button.textContent = text;
  return button;
}

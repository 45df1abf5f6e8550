import wixCrm from 'wix-crm';
import { contacts } from 'wix-crm-frontend';
import { register } from 'backend/contact';

export async function send_click() {
  await contacts.appendOrCreateContact({ emails: [{ email: $w('#email').value }] });
  await wixCrm.createContact({ firstName: 'Ada', emails: [$w('#email').value] });
  await register($w('#email').value);
}

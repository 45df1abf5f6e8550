import { contactForm } from 'public/inbox-contact-form';
import { openForm, sendFormData } from 'backend/inbox.web';

$w.onReady(() => {
  contactForm($w, { send: sendFormData, openForm });
});

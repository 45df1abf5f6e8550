import { contactForm } from 'public/inbox-contact-form';
import { sendFormData } from 'backend/inbox.web';

$w.onReady(() => {
  contactForm($w, { send: sendFormData });
});

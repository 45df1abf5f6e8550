import { authentication } from '@wix/site-members';
import { session } from '@wix/site-storage';
import { contactForm } from 'public/inbox-contact-form';
import { openForm, sendFormData } from 'backend/inbox.web';

$w.onReady(() => {
  contactForm($w, {
    send: sendFormData,
    openForm,
    storage: session,
    identity: authentication,
  });
});

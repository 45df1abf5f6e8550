import * as siteMembers from '@wix/site-members';
import { session } from '@wix/site-storage';
import { contactForm } from 'public/inbox-contact-form';
import { openForm, sendFormData } from 'backend/inbox.web';

$w.onReady(() => {
  contactForm($w, {
    send: sendFormData,
    openForm,
    storage: session,
    // Through the namespace: Wix deprecates `authentication`, and the page works without it.
    identity: siteMembers.authentication,
  });
});

// Page code as the documentation of Wix Inbox shows it: these elements, this import, these four keys, no option.
import { sendFormData } from 'backend/inbox.web';

$w.onReady(() => {
  $w('#submitButton').onClick(async () => {
    const formData = {
      firstName: $w('#firstName').value,
      lastName: $w('#lastName').value,
      email: $w('#email').value,
      subscribeNewsletter: $w('#subscribeNewsletter').checked,
    };
    console.log(await sendFormData(formData));
  });
});

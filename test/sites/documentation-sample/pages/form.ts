// The page code of Wix Inbox's documentation, unchanged: its elements, its import, its four keys and no options.
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

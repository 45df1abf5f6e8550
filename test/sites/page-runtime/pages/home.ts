import { location } from '@wix/site-location';
import { currentMember } from '@wix/site-members';
import { lightbox, rendering, window } from '@wix/site-window';
import * as answers from 'backend/answers.web';

// The tests call these from the page, as page code would.
Object.assign(globalThis, {
  answers,
  currentMember,
  lightbox,
  rendering,
  siteLocation: location,
  siteWindow: window,
});

$w.onReady(async () => {
  await answers.nothing();
  $w('#order').text += 'home';
});

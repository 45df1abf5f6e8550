import wixLocation, { to } from 'wix-location';
import locationFrontend from 'wix-location-frontend';
import wixWindow, { openLightbox } from 'wix-window';
import windowFrontend from 'wix-window-frontend';
import wixStorage, { local, memory, session } from 'wix-storage';
import storageFrontend from 'wix-storage-frontend';
import wixSeo from 'wix-seo';
import wixUsers, { currentUser } from 'wix-users';
import { authentication, currentMember } from 'wix-members-frontend';
import { cart } from 'wix-stores';
import * as bookings from 'wix-bookings-frontend';
import { createOrder, takeNote } from 'backend/probe.web';

/** Returns the value of each expression, or its error. */
function read(expressions) {
  return Object.fromEntries(
    Object.entries(expressions).map(([name, evaluate]) => {
      try {
        return [name, evaluate()];
      } catch (error) {
        return [name, String(error)];
      }
    }),
  );
}

$w.onReady(async () => {
  session.setItem('count', String(Number(session.getItem('count') ?? 0) + 1));
  memory.setItem('a', 1);
  const { baseUrl, path, prefix, protocol, query, url } = wixLocation;
  const result = {
    location: { baseUrl, path, prefix, protocol, query, url },
    ...read({
      sameModules: () =>
        locationFrontend === wixLocation &&
        windowFrontend === wixWindow &&
        storageFrontend === wixStorage,
      formFactor: () => wixWindow.formFactor,
      viewMode: () => wixWindow.viewMode,
      renderCycle: () => wixWindow.rendering.renderCycle,
      env: () => wixWindow.rendering.env,
      openModal: () => wixWindow.openModal('https://example.com/'),
      cart: () => cart.getCurrentCart(),
      bookings: () => bookings.checkoutBooking(),
      count: () => session.getItem('count'),
      memory: () => memory.getItem('a'),
      none: () => local.getItem('none'),
      user: () => [currentUser.loggedIn, currentUser.role, wixUsers.currentUser === currentUser],
      loggedIn: () => authentication.loggedIn(),
    }),
    order: await createOrder().catch(String),
    email: await currentUser.getEmail().catch(String),
    roles: await wixUsers.currentUser.getRoles().catch(String),
    memberRoles: await currentMember.getRoles().catch(String),
    member: (await currentMember.getMember())?.loginEmail ?? null,
  };
  await wixSeo.setTitle('A title by code');
  $w('#result').text = JSON.stringify(result);
  $w('#go').onClick(() => to('/home?went=1'));
  $w('#more').onClick(() => {
    wixLocation.queryParams.add({ page: '2', size: '9' });
    wixLocation.queryParams.remove(['size']);
    $w('#result').text = JSON.stringify(wixLocation.query);
  });
  $w('#leave').onClick(() => wixUsers.logout());
  $w('#open').onClick(async () => {
    $w('#result').text = JSON.stringify(await openLightbox('Ask', { question: 'Why?' }));
  });
  await takeNote(result);
});

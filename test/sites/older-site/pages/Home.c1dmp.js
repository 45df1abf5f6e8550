import { timeline } from 'wix-animations';
import wixLocation from 'wix-location';
import wixUsers from 'wix-users';
import wixWindow from 'wix-window';
import { takeNote } from 'backend/notes';

const said = [];

function say(text) {
  said.push(text);
  $w('#said').text = said.join(', ');
}

$w.onReady(async function () {
  const user = wixUsers.currentUser;
  wixUsers.onLogin(async (it) => say('onLogin ' + (await it.getEmail())));
  if (user.loggedIn) {
    const roles = await user.getRoles();
    say([await user.getEmail(), ...roles.map((role) => role.name)].join(' '));
  }
  $w('#loans').data = [
    { _id: '1', title: 'Emma' },
    { _id: '2', title: 'Dune' },
  ];
  $w('#loans').forEachItem(($item, loan) => {
    $item('#loanText').text = loan.title;
  });
  await takeNote({ said, data: wixWindow.getRouterData() });
});

export function login_click() {
  wixUsers
    .promptLogin({ mode: 'login' })
    .then((user) => say('logged in ' + user.role))
    .catch((error) => say(error.message));
}

export function logout_click() {
  wixUsers.logout();
}

export function reload_click() {
  wixLocation.to(wixLocation.url);
}

export function renew_click(event) {
  const $item = $w.at(event.context);
  $item('#loanText').text = 'renewed';
}

export function animate_click() {
  timeline({ repeat: 2, repeatDelay: 10, yoyo: true })
    .add($w('#banner'), { duration: 20, x: 10, opacity: 0.5 })
    .add(
      $w('#banner'),
      [
        { duration: 10, y: '+=5', delay: 5 },
        { duration: 5, rotate: 90 },
      ],
      '-=5',
    )
    .onStart(() => say('start'))
    .onRepeat(() => say('repeat'))
    .onComplete(() => say('complete'))
    .play();
}

export function back_click() {
  const moved = timeline()
    .add($w('#banner'), { duration: 20, scale: 2, easing: 'easeOutBounce' })
    .onComplete(() => moved.reverse())
    .onReverseComplete(() => say('reversed'));
  moved.replay();
}

export async function measure_click() {
  wixWindow.trackEvent('Measured', { value: 1 });
  const { window, document, scroll } = await wixWindow.getBoundingRect();
  say([window.width, document.width, scroll.y].join(' '));
}

export function wrong_click() {
  try {
    timeline().add($w('#banner'), { duration: 20, colour: 'red' });
  } catch (error) {
    say(error.message);
  }
}

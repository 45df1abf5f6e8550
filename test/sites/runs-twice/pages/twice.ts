import { auth } from '@wix/essentials';
import { conversations } from '@wix/inbox';
import { location } from '@wix/site-location';
import { authentication } from '@wix/site-members';
import { rendering, window } from '@wix/site-window';
import { forOwners, note } from 'backend/notes.web';

let runs = 0;

$w.onReady(async () => {
  runs += 1;
  const env = await rendering.env();
  await note({ env, runs, view: await window.viewMode(), path: await location.path() });
  if (env === 'browser') return;

  $w('#words').text = 'seen by nobody';
  $w('#button').onClick(() => note('never'));
  $w('#list').onItemReady(($item, { name }) => {
    $item('#row').text = name;
  });
  $w('#list').data = [{ _id: '1', name: 'one' }];
  const read: string[] = [];
  $w('#list').forEachItem(($item) => read.push($item('#row').text));
  const open = auth.elevate(conversations.getOrCreateConversation);
  await note({
    words: $w('#words').text,
    read,
    missing: $w('#nothing').length,
    isMember: await authentication.loggedIn(),
    owners: await forOwners().catch(({ name }: Error) => name),
    elevated: await Promise.resolve()
      .then(() => open({}))
      .catch(({ message }: Error) => message.slice(0, 30)),
    document: typeof document,
  });
  setInterval(() => void note('after the end'), 0);
});

import { auth } from '@wix/essentials';
import { conversations } from '@wix/inbox';
import { location } from '@wix/site-location';
import { authentication } from '@wix/site-members';
import { rendering, window } from '@wix/site-window';
import { addNote, readAsOwner } from 'backend/notes.web';

let runs = 0;

$w.onReady(async () => {
  runs += 1;
  const env = await rendering.env();
  await addNote({ env, runs, view: await window.viewMode(), path: await location.path() });
  if (env === 'browser') return;

  $w('#text').text = 'set on the server';
  $w('#button').onClick(() => addNote('never'));
  $w('#list').onItemReady(($item, { name }) => {
    $item('#row').text = name;
  });
  $w('#list').data = [{ _id: '1', name: 'one' }];
  // Wix calls the handler after the assignment has returned.
  await Promise.resolve();
  const read: string[] = [];
  $w('#list').forEachItem(($item) => read.push($item('#row').text));
  const openElevated = auth.elevate(conversations.getOrCreateConversation);
  await addNote({
    text: $w('#text').text,
    read,
    missing: $w('#missing').length,
    isMember: await authentication.loggedIn(),
    owners: await readAsOwner().catch(({ name }: Error) => name),
    elevated: await Promise.resolve()
      .then(() => openElevated({}))
      .catch(({ message }: Error) => message.slice(0, 30)),
    document: typeof document,
  });
  setInterval(() => void addNote('after the end'), 0);
});

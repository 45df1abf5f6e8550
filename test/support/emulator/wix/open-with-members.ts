// Two members of an emulated Wix, for the tests of the operations that change members.
import type { Identity } from '../../../../emulator/wix/core/context.ts';
import { insertMember } from '../../../../emulator/wix/members/members.ts';
import { openForPackages } from './open-for-packages.ts';

/** Creates a Wix with the member Ann and the site owner Bob. `before` names the events so far. */
export async function openWithMembers() {
  const site = await openForPackages();
  const [ann, bob] = await site.runAsWix((context) => [
    insertMember(context, { email: 'ann@example.com', firstName: 'Ann', lastName: 'Lee' }),
    insertMember(context, { email: 'bob@example.com', roles: ['Admin'] }),
  ]);
  const asMember = ({ id, contactId }: typeof ann): Identity => ({
    kind: 'member',
    id,
    contactId,
    roles: [],
  });
  const eventNames = async () => (await site.events()).map(({ name }) => name);
  return { ...site, ann, bob, asAnn: asMember(ann), eventNames, before: await eventNames() };
}

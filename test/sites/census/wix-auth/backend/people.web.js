import { Permissions, webMethod } from 'wix-web-module';
import { elevate } from 'wix-auth';
import { contacts } from 'wix-crm.v2';
import { members } from 'wix-members.v2';

export const count = webMethod(Permissions.Admin, async () => {
  const { items } = await elevate(contacts.queryContacts)().find();
  return items.length + (await elevate(members.queryMembers)().find()).items.length;
});

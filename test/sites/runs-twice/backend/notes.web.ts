import { Permissions, webMethod } from '@wix/web-methods';

const notes: unknown[] = [];

export const note = webMethod(Permissions.Anyone, (what: unknown) => {
  notes.push(what);
});

export const take = webMethod(Permissions.Anyone, () => notes.splice(0));

export const forOwners = webMethod(Permissions.Admin, () => 'for owners only');

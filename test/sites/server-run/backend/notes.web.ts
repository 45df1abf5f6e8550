import { Permissions, webMethod } from '@wix/web-methods';

const notes: unknown[] = [];

export const addNote = webMethod(Permissions.Anyone, (note: unknown) => {
  notes.push(note);
});

export const takeNotes = webMethod(Permissions.Anyone, () => notes.splice(0));

export const readAsOwner = webMethod(Permissions.Admin, () => 'for owners only');

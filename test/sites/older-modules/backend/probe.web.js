import { Permissions, webMethod } from 'wix-web-module';
import { getSecret } from 'wix-secrets-backend';

const notes = [];

export const readSecret = webMethod(Permissions.Anyone, (name) => getSecret(name));
export const takeNote = webMethod(Permissions.Anyone, (note) => void notes.push(note));
export const takeNotes = webMethod(Permissions.Anyone, () => notes.splice(0));

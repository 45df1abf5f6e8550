import { addNote } from 'backend/notes.web';

await addNote('stuck');
await new Promise(() => undefined);

export {};

// Creates the exports of Wix's older modules in the backend.
import { createOlderModule } from '../../velo/older-module.ts';

/** Returns an export of an older module. What it refuses throws an error with the code NOT_EMULATED. */
export const olderModule = createOlderModule((subject, hint) =>
  Object.assign(new Error(`${subject} is not emulated. ${hint}`), {
    name: 'NOT_EMULATED',
    code: 'NOT_EMULATED',
  }),
);

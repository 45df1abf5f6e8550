// Creates the exports of Wix's older modules in the backend.
import { createOlderModule } from '../../velo/older-module.ts';

/** Creates the error with the code NOT_EMULATED: `<subject> is not emulated. <hint>`. */
export const notEmulated = (subject: string, hint: string): Error =>
  Object.assign(new Error(`${subject} is not emulated. ${hint}`), {
    name: 'NOT_EMULATED',
    code: 'NOT_EMULATED',
  });

/** Returns an export of an older module. What it refuses throws an error with the code NOT_EMULATED. */
export const olderModule = createOlderModule(notEmulated);

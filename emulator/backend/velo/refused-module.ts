// Creates the exports of older modules that the emulator does not have, in the backend.
import { createRefusedModule } from '../../velo/refused-module.ts';
import { notEmulated } from './older-module.ts';

/** Returns the stub for a module. What it refuses throws an error with the code NOT_EMULATED. */
export const refusedModule = createRefusedModule(notEmulated);

// Creates the exports of older modules that the emulator does not have, in pages.
import { createRefusedModule } from '../../velo/refused-module.ts';
import { notEmulated } from '../browser/not-emulated.ts';

/** Returns the stub for a module. The page's bar shows what it refuses. */
export const refusedModule = createRefusedModule(notEmulated);

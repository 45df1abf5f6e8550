// Creates the exports of Wix's older modules in pages.
import { createOlderModule } from '../../velo/older-module.ts';
import { notEmulated } from '../browser/not-emulated.ts';

/** Returns an export of an older module. The page's bar shows what it refuses. */
export const olderModule = createOlderModule(notEmulated);

// Emulates the names of Wix's module `wix-animations`, now `wix-animations-frontend`. Not emulated: timelines.
import { olderModule } from './older-module.ts';

const wixAnimations = olderModule('wix-animations', {});

export const { timeline } = wixAnimations;
export default wixAnimations;

// Emulates Wix's module `wix-animations`, now `wix-animations-frontend`. Not emulated: on the server, nothing moves.
import { currentPage, type VeloTimeline } from '../velo-page.ts';
import { olderModule } from './older-module.ts';

/**
 * Creates a timeline of animations.
 * @param options `{ repeat, repeatDelay, yoyo }`; the delay in milliseconds, `repeat: -1` for ever
 * @see https://dev.wix.com/docs/velo/apis/wix-animations-frontend/timeline
 */
export function timeline(options?: unknown): VeloTimeline {
  return currentPage().createTimeline(options);
}

const wixAnimations = { timeline };

export default olderModule('wix-animations', wixAnimations);

// Emulates the effects of `show()` and `hide()`. Not emulated: their movements; every effect fades, as long as on Wix.
import type { SdkReport } from './sdk-messages.ts';

/** The times of an effect, in milliseconds. */
export interface Effect {
  readonly duration: number;
  readonly delay: number;
}

/** Whether an element appears or disappears. */
export type EffectMethod = 'show' | 'hide';

const NAMES = 'arc bounce puff zoom fade flip float fly fold glide roll slide spin turn'.split(' ');
/** Names of the older editor, such as `FadeIn` and `FadeOut`. Wix takes no options with them. */
const OLDER_NAMES = {
  show: 'ArcIn BounceIn DropIn ExpandIn FadeIn FlipIn FloatIn FlyIn FoldIn GlideIn Reveal SlideIn SpinIn TurnIn',
  hide: 'ArcOut BounceOut CollapseOut Conceal FadeOut FlipOut FloatOut FlyOut FoldOut GlideOut PopOut SlideOut SpinOut TurnOut',
};
/** The times without options (documented for `fade`, seen for all). */
const DEFAULT: Effect = { duration: 1200, delay: 0 };

/**
 * Reads the arguments of `show()` and `hide()`. Wix runs the method without an effect if they are wrong, and warns (seen).
 * @returns undefined if there is no effect
 * @see https://dev.wix.com/docs/velo/velo-only-apis/$w/hidden-mixin/show
 */
export function readEffect(
  method: EffectMethod,
  id: string,
  [name, options]: readonly unknown[],
  report: SdkReport,
): Effect | undefined {
  const warn = (why: string): undefined => {
    report.warn(`The "${method}" function called on "${id}" was executed without ${why}`);
    return undefined;
  };
  if (!name) {
    const hasOptions = typeof options === 'object' && options !== null;
    return hasOptions && Object.keys(options).length > 0
      ? warn('the specified effect options because it was called without an effect.')
      : undefined;
  }
  const isOlder = OLDER_NAMES[method].split(' ').includes(String(name));
  if (!isOlder && !NAMES.includes(String(name))) {
    return warn(`the "${String(name)}" effect because it is an invalid effectName value.`);
  }
  if (options === undefined) return DEFAULT;
  if (typeof options !== 'object' || options === null) {
    return warn(
      `the "${String(name)}" effect because it was called with effectOptions that are no Object.`,
    );
  }
  const { duration = DEFAULT.duration, delay = DEFAULT.delay }: Record<string, unknown> = {
    ...options,
  };
  if (!isTime(duration) || !isTime(delay)) {
    return warn(
      `the "${String(name)}" effect because its duration or delay is no number of milliseconds.`,
    );
  }
  return { duration, delay };
}

/** Runs an effect on a node that is visible. Resolves when it has ended. */
export async function runEffect(
  node: Element,
  method: EffectMethod,
  { duration, delay }: Effect,
): Promise<void> {
  const opacity = method === 'show' ? [0, 1] : [1, 0];
  await node.animate({ opacity }, { duration, delay, fill: 'backwards' }).finished;
}

function isTime(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}

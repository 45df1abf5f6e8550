// Emulates timelines of Wix's module `wix-animations` with the browser's Web Animations. Not emulated: elements of all of
// a repeater's items at once.
import type { VeloTimeline } from '../velo-page.ts';
import { notEmulated } from './not-emulated.ts';
import { runHandler } from './run-handler.ts';
import { ORIGINAL, readOffset, readStep, type Place, type Step } from './timeline-steps.ts';

type EventName = 'start' | 'complete' | 'repeat' | 'reverseComplete';

/** Where each element is at the end of the animations that were added, of all timelines of the page. */
const places = new WeakMap<HTMLElement, Place>();

/**
 * Creates a timeline. It is paused at its beginning.
 * @param options `{ repeat, repeatDelay, yoyo }`
 * @param nodeOf returns the node of an element of page code
 * @see https://dev.wix.com/docs/velo/apis/wix-animations-frontend/timeline
 */
export function createTimeline(
  options: unknown,
  nodeOf: (element: unknown) => HTMLElement | undefined,
): VeloTimeline {
  const {
    repeat = 0,
    repeatDelay = 0,
    yoyo = false,
  }: Record<string, unknown> = typeof options === 'object' && options !== null
    ? { ...options }
    : {};
  const steps: { readonly node: HTMLElement; readonly step: Step }[] = [];
  const handlers = new Map<EventName, unknown>();
  let animations: readonly Animation[] | undefined;
  let end = 0;
  let isForward = true;
  let repeatsLeft = Number(repeat);
  let timer: ReturnType<typeof setTimeout> | undefined;

  /** Animations that all last as long as the timeline, so that they stay in step in both directions. */
  function createAnimations(): readonly Animation[] {
    const created = steps.map(({ node, step: { start, duration, easing, from, to } }) =>
      node.animate([toKeyframe(from, to), toKeyframe(to, from)], {
        delay: start,
        duration,
        endDelay: end - start - duration,
        easing,
        fill: 'forwards',
      }),
    );
    for (const animation of created) animation.pause();
    const [first] = created;
    if (first) first.onfinish = () => finish();
    return created;
  }

  function fire(name: EventName): void {
    runHandler(handlers.get(name));
  }

  function run(forward: boolean): void {
    isForward = forward;
    animations ??= createAnimations();
    for (const animation of animations) {
      animation.playbackRate = forward ? 1 : -1;
      animation.play();
    }
  }

  function restart(forward: boolean): void {
    animations ??= createAnimations();
    for (const animation of animations) animation.currentTime = forward ? 0 : end;
    run(forward);
  }

  function finish(): void {
    if (repeatsLeft !== 0) {
      repeatsLeft -= 1;
      timer = setTimeout(() => {
        fire('repeat');
        restart(yoyo === true ? !isForward : isForward);
      }, Number(repeatDelay));
      return;
    }
    fire(isForward || yoyo === true ? 'complete' : 'reverseComplete');
  }

  function show(): void {
    for (const { node } of steps) node.style.removeProperty('visibility');
  }

  const isAt = (time: number): boolean => Number(animations?.[0]?.currentTime ?? 0) === time;

  const timeline: VeloTimeline = {
    add(target, animation, offset) {
      const at = readOffset(offset, end);
      const nodes = listNodes(target, nodeOf);
      const added: readonly unknown[] = Array.isArray(animation) ? animation : [animation];
      for (const node of nodes) {
        for (const one of added) {
          const step = readStep(one, at, places.get(node) ?? ORIGINAL);
          places.set(node, step.to);
          steps.push({ node, step });
          end = Math.max(end, step.start + step.duration);
        }
      }
      for (const old of animations ?? []) old.cancel();
      animations = undefined;
      return timeline;
    },
    play() {
      if (isAt(end) && animations) return timeline;
      show();
      if (isAt(0)) {
        repeatsLeft = Number(repeat);
        fire('start');
      }
      run(true);
      return timeline;
    },
    replay() {
      clearTimeout(timer);
      repeatsLeft = Number(repeat);
      show();
      fire('start');
      restart(true);
      return timeline;
    },
    pause() {
      clearTimeout(timer);
      for (const animation of animations ?? []) animation.pause();
      return timeline;
    },
    reverse() {
      clearTimeout(timer);
      // The repetitions of a reversed timeline are not emulated: it ends at its beginning.
      repeatsLeft = 0;
      if (!isAt(0)) run(false);
      return timeline;
    },
    onStart: (handler) => on('start', handler),
    onComplete: (handler) => on('complete', handler),
    onRepeat: (handler) => on('repeat', handler),
    onReverseComplete: (handler) => on('reverseComplete', handler),
  };

  /** Sets a handler, in place of the one before, as Wix documents. */
  function on(name: EventName, handler: unknown): VeloTimeline {
    handlers.set(name, handler);
    return timeline;
  }
  return timeline;
}

/** Lists the nodes of an element or of a list of elements. @throws {NotEmulatedError} for anything else */
function listNodes(
  target: unknown,
  nodeOf: (element: unknown) => HTMLElement | undefined,
): readonly HTMLElement[] {
  const node = nodeOf(target);
  if (node) return [node];
  if (Array.isArray(target)) return target.flatMap((it) => listNodes(it, nodeOf));
  throw notEmulated('add() of a timeline with this target', "Pass $w('#id') or $item('#id').");
}

/** The keyframe of what an animation changes: other animations can change the rest at the same time. */
function toKeyframe(place: Place, other: Place): Keyframe {
  const differs = (...names: readonly (keyof Place)[]): boolean =>
    names.some((name) => place[name] !== other[name]);
  return {
    ...(differs('x', 'y') && { translate: `${String(place.x)}px ${String(place.y)}px` }),
    ...(differs('scaleX', 'scaleY') && {
      scale: `${String(place.scaleX)} ${String(place.scaleY)}`,
    }),
    ...(differs('rotate') && { rotate: `${String(place.rotate)}deg` }),
    ...(differs('opacity') && { opacity: String(place.opacity) }),
  };
}

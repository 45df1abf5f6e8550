// Emulates how a timeline of `wix-animations` places its animations: reads their attributes and computes when and from
// what to what each runs. Not emulated: the curves of Elastic and Bounce, which run as Back.
import { notEmulatedError } from './not-emulated.ts';

/** What animations change of an element. Positions are pixels from the element's place, rotations degrees. */
export interface Place {
  readonly x: number;
  readonly y: number;
  readonly scaleX: number;
  readonly scaleY: number;
  readonly rotate: number;
  readonly opacity: number;
}

/** An animation of one element. Times are milliseconds from the start of the timeline. */
export interface Step {
  readonly start: number;
  readonly duration: number;
  /** A CSS easing function. */
  readonly easing: string;
  readonly from: Place;
  readonly to: Place;
}

/** An element that no animation has changed. */
export const ORIGINAL: Place = { x: 0, y: 0, scaleX: 1, scaleY: 1, rotate: 0, opacity: 1 };

const ATTRIBUTES =
  'duration delay opacity rotate rotateDirection scale scaleX scaleY x y easing'.split(' ');
/** The curves by name: ease in, ease out, ease in and out. */
const EASINGS: Readonly<Record<string, readonly [string, string, string]>> = {
  Sine: ['.12,0,.39,0', '.61,1,.88,1', '.37,0,.63,1'],
  Quad: ['.11,0,.5,0', '.5,1,.89,1', '.45,0,.55,1'],
  Cubic: ['.32,0,.67,0', '.33,1,.68,1', '.65,0,.35,1'],
  Quart: ['.5,0,.75,0', '.25,1,.5,1', '.76,0,.24,1'],
  Quint: ['.64,0,.78,0', '.22,1,.36,1', '.83,0,.17,1'],
  Expo: ['.7,0,.84,0', '.16,1,.3,1', '.87,0,.13,1'],
  Circ: ['.55,0,1,.45', '0,.55,.45,1', '.85,0,.15,1'],
  Back: ['.36,0,.66,-.56', '.34,1.56,.64,1', '.68,-.6,.32,1.6'],
};

/**
 * Reads an animation of one element.
 * @param offset where the animation is placed in the timeline, in milliseconds
 * @param from the element before the animation
 * @throws {NotEmulatedError} for an attribute or a value that Wix does not document
 * @see https://dev.wix.com/docs/velo/apis/wix-animations-frontend/time-line/add
 */
export function readStep(animation: unknown, offset: number, from: Place): Step {
  const attributes: Readonly<Record<string, unknown>> =
    typeof animation === 'object' && animation !== null ? { ...animation } : {};
  const unknown = Object.keys(attributes).find((it) => !ATTRIBUTES.includes(it));
  if (unknown !== undefined) {
    throw refused(unknown, attributes[unknown], `one of ${ATTRIBUTES.join(', ')}`);
  }
  const number = (name: string, otherwise: number): number => {
    const value = attributes[name] ?? otherwise;
    if (typeof value === 'number' && Number.isFinite(value)) return value;
    throw refused(name, value, 'a number');
  };
  const scale = attributes['scale'] === undefined ? undefined : number('scale', 1);
  return {
    start: offset + number('delay', 0),
    // Documented as required; 0 without it is assumed.
    duration: number('duration', 0),
    easing: readEasing(attributes['easing'] ?? 'easeInSine'),
    from,
    to: {
      x: readTarget('x', attributes['x'], from.x),
      y: readTarget('y', attributes['y'], from.y),
      scaleX: number('scaleX', scale ?? from.scaleX),
      scaleY: number('scaleY', scale ?? from.scaleY),
      rotate: readRotation(attributes, from.rotate),
      opacity: number('opacity', from.opacity),
    },
  };
}

/**
 * Reads the offset of `add()`: milliseconds from the start of the timeline, or `+=X` and `-=X` from its end.
 * @throws {NotEmulatedError} for other values
 */
export function readOffset(offset: unknown, end: number): number {
  if (offset === undefined || offset === null) return end;
  // Numbers as text are assumed: Wix documents a string and describes a number.
  const value = readTarget('offset', /^\d/.test(String(offset)) ? Number(offset) : offset, end);
  return Math.max(0, value);
}

function readTarget(name: string, value: unknown, from: number): number {
  if (value === undefined) return from;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  const [, sign, amount] = /^([+-])=\s*(\d+(?:\.\d+)?)$/.exec(String(value)) ?? [];
  if (amount === undefined) throw refused(name, value, 'a number, "+=X" or "-=X"');
  return from + (sign === '-' ? -1 : 1) * Number(amount);
}

/** Reads the degrees to rotate to. `rotateDirection` adds or removes whole turns until the rotation has the direction. */
function readRotation(attributes: Readonly<Record<string, unknown>>, from: number): number {
  const to = readTarget('rotate', attributes['rotate'], from);
  const direction = attributes['rotateDirection'];
  if (direction === undefined || to === from) return to;
  if (direction !== 'cw' && direction !== 'ccw') {
    throw refused('rotateDirection', direction, '"cw" or "ccw"');
  }
  // More than the distance, also when that is a number of whole turns.
  const turns = (Math.floor(Math.abs(to - from) / 360) + 1) * 360;
  if (direction === 'cw') return to > from ? to : to + turns;
  return to < from ? to : to - turns;
}

function readEasing(name: unknown): string {
  if (name === 'easeLinear') return 'linear';
  const [, way = '', family = ''] = /^ease(InOut|In|Out)([A-Z]\w+)$/.exec(String(name)) ?? [];
  const curves = EASINGS[/^(?:Elastic|Bounce)$/.test(family) ? 'Back' : family];
  const curve = curves?.[['In', 'Out', 'InOut'].indexOf(way)];
  if (curve === undefined) throw refused('easing', name, 'a name such as "easeInOutSine"');
  return `cubic-bezier(${curve})`;
}

function refused(name: string, value: unknown, allowed: string): Error {
  return notEmulatedError(
    `add() of a timeline received ${name} ${JSON.stringify(value)}; pass ${allowed}.`,
  );
}

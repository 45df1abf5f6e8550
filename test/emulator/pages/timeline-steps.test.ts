// When and from what to what the animations of a timeline run.
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  ORIGINAL,
  readOffset,
  readStep,
  type Place,
} from '../../../emulator/pages/browser/timeline-steps.ts';

const FROM: Place = { ...ORIGINAL, x: 10, rotate: 90 };

test.each<[animation: object, changed: Partial<Place>]>([
  [{}, {}],
  [{ x: 5 }, { x: 5 }],
  [
    { x: '+=5', y: '-=5' },
    { x: 15, y: -5 },
  ],
  [{ x: '-= 2.5' }, { x: 7.5 }],
  [{ opacity: 0 }, { opacity: 0 }],
  [{ scale: 2 }, { scaleX: 2, scaleY: 2 }],
  [
    { scale: 2, scaleY: 3 },
    { scaleX: 2, scaleY: 3 },
  ],
  [{ rotate: 45 }, { rotate: 45 }],
  [{ rotate: '+=45' }, { rotate: 135 }],
  [{ rotate: 45, rotateDirection: 'cw' }, { rotate: 405 }],
  [{ rotate: 135, rotateDirection: 'cw' }, { rotate: 135 }],
  [{ rotate: 135, rotateDirection: 'ccw' }, { rotate: -225 }],
  [{ rotate: 900, rotateDirection: 'ccw' }, { rotate: -180 }],
])('%j changes %j', (animation, changed) => {
  expect(readStep(animation, 0, FROM).to).toEqual({ ...FROM, ...changed });
});

test('an animation starts after its delay', () => {
  expect(readStep({ duration: 20, delay: 5 }, 100, FROM)).toMatchObject({
    start: 105,
    duration: 20,
    from: FROM,
  });
});

test.each([
  [undefined, 'cubic-bezier(.12,0,.39,0)'],
  ['easeLinear', 'linear'],
  ['easeInOutQuad', 'cubic-bezier(.45,0,.55,1)'],
  ['easeOutBack', 'cubic-bezier(.34,1.56,.64,1)'],
  ['easeOutElastic', 'cubic-bezier(.34,1.56,.64,1)'],
])('the easing %s', (easing, css) => {
  expect(readStep({ easing }, 0, FROM).easing).toBe(css);
});

test.each([
  [{ colour: 'red' }, 'received colour "red"; pass one of duration,'],
  [{ duration: '1s' }, 'received duration "1s"; pass a number.'],
  [{ x: '50%' }, 'received x "50%"; pass a number, "+=X" or "-=X".'],
  [{ rotate: 1, rotateDirection: 'up' }, 'received rotateDirection "up"; pass "cw" or "ccw".'],
  [{ easing: 'linear' }, 'received easing "linear"; pass a name such as "easeInOutSine".'],
])('refuses %j', (animation, message) => {
  expect(() => readStep(animation, 0, FROM)).toThrow(message);
});

test.each([
  [undefined, 100],
  [0, 0],
  ['50', 50],
  ['+=50', 150],
  ['-=30', 70],
  ['-=300', 0],
])('the offset %j in a timeline of 100 ms', (offset, at) => {
  expect(readOffset(offset, 100)).toBe(at);
});

test('a rotation has its direction, and ends at its angle', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -2000, max: 2000 }),
      fc.integer({ min: -2000, max: 2000 }),
      fc.constantFrom('cw', 'ccw'),
      (from, rotate, rotateDirection) => {
        const { to } = readStep({ rotate, rotateDirection }, 0, { ...ORIGINAL, rotate: from });
        expect(Math.abs((to.rotate - rotate) % 360)).toBe(0);
        const isRight = rotateDirection === 'cw' ? to.rotate > from : to.rotate < from;
        expect(from === rotate || isRight).toBe(true);
      },
    ),
  );
});

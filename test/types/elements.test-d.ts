import { expectTypeOf, test } from 'vitest';

test('an element of a page has the type that the editor gave it', () => {
  expectTypeOf($w('#email')).toEqualTypeOf<$w.TextInput>();
  // @ts-expect-error -- a text input has a value, and no vlaue
  expectTypeOf($w('#email').vlaue).toBeNever();
});

test('a selector that no page has is a mistake', () => {
  // @ts-expect-error -- it is #email
  $w('#emial');
});

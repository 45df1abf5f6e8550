import { expectTypeOf, test } from 'vitest';

test('$w returns the type that the editor declares for an id', () => {
  expectTypeOf($w('#email')).toEqualTypeOf<$w.TextInput>();
  // @ts-expect-error -- the property is `value`
  expectTypeOf($w('#email').vlaue).toBeNever();
});

test('$w rejects an id that no page has', () => {
  // @ts-expect-error -- the id is #email
  $w('#emial');
});

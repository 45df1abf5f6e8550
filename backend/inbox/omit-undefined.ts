/** An object type without the properties that are `undefined`. */
export type OmitUndefined<Value> = {
  [Key in keyof Value as undefined extends Value[Key] ? never : Key]: Value[Key];
} & {
  [Key in keyof Value as undefined extends Value[Key] ? Key : never]?: Exclude<
    Value[Key],
    undefined
  >;
};

/** Copies an object without the properties that are `undefined`, as JSON does. */
export function omitUndefined<const Value extends object>(value: Value): OmitUndefined<Value>;
export function omitUndefined(value: object): object {
  return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined));
}

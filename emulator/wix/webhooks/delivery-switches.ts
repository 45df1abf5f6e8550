// Defines the switches of webhook delivery, for tests of receivers: duplicates, delays, another order, bad tokens.
import * as v from 'valibot';
import { TOKEN_FORMS } from './sign.ts';

/** The longest delay of a delivery, in milliseconds: a day. */
const MAX_DELAY_MS = 86_400_000;

const Copies = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(5));
const Delay = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(MAX_DELAY_MS));
const listOf = <const Item extends v.GenericSchema>(item: Item) =>
  v.pipe(v.array(item), v.minLength(1), v.maxLength(20));

/**
 * The switches of webhook delivery. A list has a value for each event in turn, and starts again at its end: a `delayMs`
 * of `[2000, 0]` delivers every other event after the event that follows it.
 */
export const DeliverySwitches = v.strictObject({
  /** How often each event is delivered, 1 to 5 times; default 1. The copies have the same event id. */
  copies: v.optional(v.union([Copies, listOf(Copies)]), 1),
  /** Milliseconds of the emulator's clock until the first attempt; default 0. */
  delayMs: v.optional(v.union([Delay, listOf(Delay)]), 0),
  /** The form of the tokens; default `valid`. */
  token: v.optional(v.picklist(TOKEN_FORMS), 'valid'),
});
/** Type of {@link DeliverySwitches}. */
export type DeliverySwitches = v.InferOutput<typeof DeliverySwitches>;

/** The switches of a new emulator: each event once, at once, with a valid token. */
export const DEFAULT_SWITCHES: DeliverySwitches = v.getDefaults(DeliverySwitches);

/** Returns the value of a switch for the event with an index. */
export function valueFor(value: number | readonly number[], index: number): number {
  return typeof value === 'number' ? value : (value[index % value.length] ?? 0);
}

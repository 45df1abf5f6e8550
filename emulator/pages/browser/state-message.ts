// Describes a state that a MultiStateBox does not have, with the words of Wix.
import { describeWrongType } from './sdk-messages.ts';

/** Describes what page code passed to `changeState()` of the MultiStateBox with an id. */
export function describeWrongState(box: string, reference: unknown): string {
  return typeof reference === 'string'
    ? `The "stateReference" parameter that is passed to the "changeState" method cannot be set to the value ${reference}. It must be a state from the "${box}" statebox`
    : describeWrongType('stateReference', 'changeState', reference, 'state,string');
}

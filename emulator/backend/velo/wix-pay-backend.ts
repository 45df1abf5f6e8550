// Emulates the names of Wix's module `wix-pay-backend`. Not emulated: payments, currencies.
import { olderModule } from './older-module.ts';

/** Currencies: not emulated. */
export const currencies = olderModule('wix-pay-backend.currencies', {});

const wixPayBackend = olderModule('wix-pay-backend', { currencies });

export const { createPayment } = wixPayBackend;
export default wixPayBackend;

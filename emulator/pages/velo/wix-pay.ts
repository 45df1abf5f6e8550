// Emulates the names of Wix's module `wix-pay`, now `wix-pay-frontend`. Not emulated: payments, currencies.
import { olderModule } from './older-module.ts';

/** Currencies: not emulated. */
export const currencies = olderModule('wix-pay.currencies', {});

const wixPay = olderModule('wix-pay', { currencies });

export const { startPayment } = wixPay;
export default wixPay;

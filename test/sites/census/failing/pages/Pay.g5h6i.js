import wixPay from 'wix-pay';
import { currencies } from 'wix-pay-frontend';
import { orders } from 'backend/orders';

export async function pay_click() {
  await wixPay.startPayment((await orders())[0]);
  await currencies.getAllCurrencies();
}

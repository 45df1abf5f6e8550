import { getJSON } from 'wix-fetch';
import { readRate } from 'backend/rates';

export async function rate_click() {
  const { base } = await getJSON('https://rates.example.com/base.json');
  $w('#rate').text = String(await readRate(base));
}

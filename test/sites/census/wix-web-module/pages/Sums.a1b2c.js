import { add } from 'backend/sums.web';

export async function add_click() {
  $w('#sum').text = String(await add(1, 2));
}

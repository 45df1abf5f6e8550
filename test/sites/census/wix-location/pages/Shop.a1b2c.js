import wixLocation, { queryParams, to } from 'wix-location';

$w.onReady(() => {
  $w('#tag').text = wixLocation.query.tag ?? wixLocation.path.join('/');
  wixLocation.onChange(({ path }) => console.log(path));
});

export function tag_click() {
  queryParams.add({ tag: 'new' });
}

export function cart_click() {
  to('/cart');
}

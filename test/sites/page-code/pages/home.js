const order = [];
const note = (text) => {
  order.push(text);
  $w('#order').text = order.join(' ');
};

$w.onReady(() => {
  note('first');
  throw new Error('the first handler fails');
});
$w.onReady(async () => {
  await Promise.resolve();
  note('second');
  $w.onReady(() => note('later'));
  $w('#button').label = [typeof window, typeof document, typeof localStorage].join();
});
$w.onReady(() => note('third'));

export function button_click(event) {
  note(event.target.id);
  localStorage.setItem('key', 'value');
}

export function rowButton_click(event) {
  $w.at(event.context)('#rowText').text = event.context.itemId;
}

export function doubled(event) {
  note(`${event.type} ${event.context.itemId}`);
}

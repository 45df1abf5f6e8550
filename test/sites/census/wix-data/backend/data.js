export function Orders_beforeInsert(item, context) {
  return { ...item, open: true, buyer: context.userId };
}

export function Orders_afterQuery(item) {
  return item;
}

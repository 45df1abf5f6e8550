export function wixCrm_onContactCreated(event) {
  return event;
}

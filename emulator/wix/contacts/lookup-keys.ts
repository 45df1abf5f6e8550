// Defines the keys under which contacts are found by email address and phone number.

/** Returns the lookup key of an email address: lower case, without surrounding space (assumed). */
export function emailKey(email: string): string {
  return email.trim().toLowerCase().replaceAll('\u0000', '');
}

/** Returns the lookup key of a phone number: digits, with a leading plus (assumed). */
export function phoneKey(phone: string): string {
  return phone.replaceAll(/[^\d+]/g, '').replaceAll(/(?!^)\+/g, '');
}

/** An address as it is kept and looked up: letter case does not tell two people apart. */
export function emailKey(email: string): string {
  return email.toLowerCase();
}

/** Whether two addresses, as somebody may have typed them, are one. */
export function sameEmail(one: string, other: string): boolean {
  return emailKey(one) === emailKey(other);
}

/** Is it an IANA time zone that the platform knows, such as `Asia/Seoul`? */
export function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

let common: ReadonlySet<string> | undefined;

/** Is it an IANA time zone that the platform knows, such as `Asia/Seoul`? */
export function isZone(name: string): boolean {
  common ??= new Set(Intl.supportedValuesOf('timeZone'));
  return common.has(name) || canFormat(name);
}

/** Older names and other spellings are known too; that takes long to find out. */
function canFormat(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

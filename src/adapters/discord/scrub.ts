/** What the SDK tells of itself, without tokens. */

/** The right to answer an interaction stands in its address. */
const IN_ADDRESS = /(\/(?:interactions|webhooks)\/\d+\/)[^/?\s]+/g;

export function scrubbed(message: string, token: string): string {
  // The SDK itself shows the first two of a token's three parts.
  const shownPart = token.split('.').slice(0, 2).join('.');
  return message
    .replaceAll(token, '[token]')
    .replaceAll(shownPart, '[token]')
    .replace(IN_ADDRESS, '$1[token]');
}

/** Tokens and what they may do: docs.slack.dev/authentication/tokens */

interface Token {
  readonly kind: 'bot' | 'app';
  readonly scopes: Set<string>;
  isRevoked: boolean;
}

export type Access =
  | { readonly ok: true }
  | { readonly ok: false; readonly error: string; readonly needed?: string };

export class Tokens {
  readonly #tokens = new Map<string, Token>();

  add(token: string, kind: Token['kind'], scopes: readonly string[]): void {
    this.#tokens.set(token, { kind, scopes: new Set(scopes), isRevoked: false });
  }

  revoke(token: string): void {
    const held = this.#tokens.get(token);
    if (held) held.isRevoked = true;
  }

  scopesOf(token: string): string[] {
    return [...(this.#tokens.get(token)?.scopes ?? [])];
  }

  /** The common errors of every method, such as docs.slack.dev/reference/methods/auth.test */
  allows(token: string, kind: Token['kind'], scope: string | undefined): Access {
    if (token === '') return { ok: false, error: 'not_authed' };
    const held = this.#tokens.get(token);
    if (!held) return { ok: false, error: 'invalid_auth' };
    if (held.isRevoked) return { ok: false, error: 'token_revoked' };
    if (held.kind !== kind) return { ok: false, error: 'not_allowed_token_type' };
    if (scope !== undefined && !held.scopes.has(scope)) {
      return { ok: false, error: 'missing_scope', needed: scope };
    }
    return { ok: true };
  }
}

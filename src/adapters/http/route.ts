/** What can be had over HTTP, as data: each part of the program adds its own routes. */

export interface HttpQuestion {
  readonly query: URLSearchParams;
  /** By name in lower case. */
  header(name: string): string | undefined;
  /** Of a POST, as it was sent; empty otherwise. */
  readonly body: string;
}

export interface HttpAnswer {
  /** 200 where left out. */
  readonly status?: number;
  /** Media type, with its character set. */
  readonly type: string;
  readonly body: string | Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Route {
  /** GET, which answers HEAD too, where left out. */
  readonly method?: 'GET' | 'POST';
  readonly path: string;
  /** Answered without the token: nothing of the archive may be told here. */
  readonly isOpen?: boolean;
  answer(question: HttpQuestion): HttpAnswer | Promise<HttpAnswer>;
}

/** The question cannot be answered as it is put: one line, with a status such as 400 or 404. */
export class HttpError extends Error {
  readonly status: number;

  constructor(status: number, reason: string) {
    super(reason);
    this.name = 'HttpError';
    this.status = status;
  }
}

/** The HTTP server, where the settings ask for one, or the page is to be served. */
import type { Route } from '../adapters/http/route.ts';
import type { HttpParts, HttpServer } from '../adapters/http/server.ts';
import type { Log } from '../chat/reception.ts';
import type { Environment } from '../config/environment.ts';
import { type Settings, SettingsError } from '../config/settings.ts';
import type { Places } from './places.ts';

/** Where the page is served where the settings say nothing. */
const PAGE_ADDRESS = { host: '127.0.0.1', port: 8137 };

export async function httpServer(
  { settings }: Places,
  environment: Environment,
  routes: readonly Route[],
  log: Log,
  page?: { readonly port: number | undefined },
): Promise<HttpServer | undefined> {
  const http = settings.http ?? (page && PAGE_ADDRESS);
  if (!http) return undefined;
  return serverAt({ ...http, port: page?.port ?? http.port }, environment, routes, log);
}

async function serverAt(
  http: NonNullable<Settings['http']>,
  environment: Environment,
  routes: readonly Route[],
  log: Log,
): Promise<HttpServer> {
  const { HttpServer } = await import('../adapters/http/server.ts');
  return new HttpServer({ ...httpAddress(http, environment), routes, log });
}

/** Where it is listened, and who may ask; throws `SettingsError` where everyone could. */
export function httpAddress(
  http: NonNullable<Settings['http']>,
  environment: Environment,
): Pick<HttpParts, 'host' | 'port' | 'token'> {
  const { host, port } = http;
  if (http.token === undefined && !/^(?:localhost|127\.[\d.]+|::1)$/.test(host)) {
    throw new SettingsError(
      `http.host: ${host} can be reached from elsewhere; http.token has to name the variable of a token`,
    );
  }
  const token = http.token === undefined ? undefined : environment.secret(http.token);
  if (http.token !== undefined && token === undefined) {
    throw new SettingsError(`http.token: ${http.token} is not set in the environment`);
  }
  return { host, port, token };
}

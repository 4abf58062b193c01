import { createServer } from 'node:net';
import type { Diagnosis } from '../../chat/diagnosis.ts';
import { httpAddress } from '../../compose/http.ts';
import type { Environment } from '../../config/environment.ts';
import { type Settings, SettingsError } from '../../config/settings.ts';

/** Whether the port of the settings can be listened on, or is by the bot itself. */
export async function checkPort(
  http: NonNullable<Settings['http']>,
  environment: Environment,
  isRunning: boolean,
): Promise<Diagnosis> {
  const fault = (told: string): Diagnosis => ({ of: 'port', state: 'fault', told });
  const { host, port } = http;
  const address = `${host}:${port}`;
  try {
    httpAddress(http, environment);
    await listenOnce(host, port);
    return { of: 'port', state: 'well', told: `${address} is free` };
  } catch (error) {
    if (error instanceof SettingsError) return fault(error.message);
    const { code = '' } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE' && isRunning && (await isOurs(host, port))) {
      return { of: 'port', state: 'well', told: `${address} is served by the running bot` };
    }
    const remedy = REMEDIES[code] ?? 'set http.port or http.host otherwise';
    return fault(`${address} cannot be listened on (${code}): ${remedy}`);
  }
}

const REMEDIES: Readonly<Record<string, string>> = {
  EADDRINUSE: 'another program has it; stop that one, or set http.port to another',
  EACCES: 'ports below 1024 are not for everyone; set http.port to a higher one',
  EADDRNOTAVAIL: 'http.host is no address of this machine',
  ENOTFOUND: 'http.host is no address of this machine',
};

function listenOnce(host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(port, host, () => server.close(() => resolve()));
  });
}

async function isOurs(host: string, port: number): Promise<boolean> {
  const name = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host;
  const address = `http://${name.includes(':') ? `[${name}]` : name}:${port}/healthz`;
  try {
    const answer = await fetch(address, { signal: AbortSignal.timeout(2000) });
    return (await answer.text()) === 'ok\n';
  } catch {
    return false;
  }
}

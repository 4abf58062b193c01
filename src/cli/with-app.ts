import { type App, composeApp } from '../compose/app.ts';
import type { Access } from '../compose/store.ts';
import { faultLines } from './faults.ts';
import type { Surroundings } from './surroundings.ts';

/** Does something with everything that answers questions, and closes it. */
export async function withApp(
  { line, places, clock, err }: Surroundings,
  access: Access,
  run: (app: App) => Promise<number>,
): Promise<number> {
  const app = await composeApp(places, line.options, access, faultLines(err, clock));
  for (const notice of app.notices) err(`aide: ${notice}\n`);
  try {
    return await run(app);
  } finally {
    await app.close();
  }
}

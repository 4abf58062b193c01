import { Context } from './context.ts';
import { damageFolders } from './phases/damage.ts';
import { Kills } from './phases/kills.ts';
import { losePower, replayLoss } from './phases/power.ts';

const context = new Context(Number(process.argv[2] ?? 1), process.argv[5] as never);
const [, , , what, n = '100', , only] = process.argv;
try {
  if (what === 'replay') console.log(await replayLoss(context, n));
  else if (what === 'power') console.log(await losePower(context, Number(n ?? 100)));
  else if (what === 'kills') console.log(await new Kills(context).run(Number(n ?? 100)));
  else if (what === 'damage')
    console.log(
      await damageFolders(context, Number(n ?? 100), only === undefined ? undefined : Number(only)),
    );
} finally {
  await context.close();
}

/** Two Discords on loopback, one for each bot, and their users: a process of its own. */
import { DiscordServer } from '../../fakes/discord/discord-server.ts';
import { Person } from '../../fakes/discord/person.ts';
import { CHANNEL_TYPE, type Message } from '../../fakes/discord/world.ts';
import { type Bot, inTurns, type Measured, type Order, serveOrders } from './in-turns.ts';

const discords: Readonly<Record<Bot, DiscordServer>> = {
  echo: new DiscordServer(),
  aide: new DiscordServer(),
};
await Promise.all(Object.values(discords).map((discord) => discord.start()));

/** The command as both bots have it, from the one that registers it. */
const registered = () => discords.aide.world.commands.get('everywhere') ?? [];

async function run(order: Order): Promise<Measured> {
  const discord = discords[order.to];
  const { world } = discord;
  world.commands.set('everywhere', registered());
  const guild = world.addGuild();
  const channel = world.addChannel({ type: CHANNEL_TYPE.text, guild_id: guild, name: 'desk' });
  const users = Array.from({ length: order.users }, (_, i) => world.addUser(`user${i}`));
  const people = users.map((user) => new Person(discord, { user, channel }));
  const answered = new Map<string, () => void>();
  const listen = ({ onlyFor = '' }: Message) => answered.get(onlyFor)?.();
  world.events.on('made', listen);
  const measured = await inTurns(order, async (n, question) => {
    const answer = new Promise<void>((resolve) => answered.set(users[n]?.id ?? '', resolve));
    people[n]?.begin('lastmeeting', { ...question });
    await answer;
  });
  world.events.off('made', listen);
  discord.forget();
  if (discord.refused[0]) throw new Error(discord.refused[0]);
  return measured;
}

serveOrders({ echo: discords.echo.url, aide: discords.aide.url }, run);

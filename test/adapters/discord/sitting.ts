/** A Discord with a server, a channel, a thread and someone who sits there, and the adapter on it. */
import {
  DiscordAdapter,
  type DiscordParts,
} from '../../../src/adapters/discord/discord-adapter.ts';
import { TIMING } from '../../../src/adapters/discord/timing.ts';
import { Studio } from '../../../src/adapters/picture/studio.ts';
import type { Inbound } from '../../../src/chat/adapter.ts';
import { parseLine } from '../../../src/chat/parse.ts';
import type { Log } from '../../../src/chat/reception.ts';
import { registry } from '../../../src/commands/index.ts';
import { type DiscordOptions, DiscordServer } from '../../fakes/discord/discord-server.ts';
import { INTENT } from '../../fakes/discord/gateway.ts';
import { Person, type Seat } from '../../fakes/discord/person.ts';
import { CHANNEL_TYPE, type Channel, type Json, MESSAGE_TYPE } from '../../fakes/discord/world.ts';

export interface Logged {
  readonly level: keyof Log;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly message: string;
}

export interface Sitting {
  readonly discord: DiscordServer;
  readonly adapter: DiscordAdapter;
  readonly guild: string;
  readonly channel: Channel;
  readonly thread: Channel;
  readonly direct: Channel;
  /** In the channel. */
  readonly person: Person;
  readonly log: readonly Logged[];
  seat(other: Partial<Seat>): Person;
  /** Another adapter on the same Discord in place of the last, as after a restart. */
  restart(inbound: Inbound, parts?: Partial<DiscordParts>): Promise<DiscordAdapter>;
  /** Ends all, and throws where anything was sent that Discord would not want. */
  close(): Promise<void>;
}

/**
 * In more of a hurry than people are, and with time for a loaded machine. What Discord sets is as there:
 * a first response has its three seconds.
 */
export const HURRY = {
  ...TIMING,
  responseTry: 300,
  request: 1500,
  firstWait: 5,
  longestWait: 50,
  persist: 4000,
};

export interface SittingOptions extends DiscordOptions {
  readonly parts?: Partial<DiscordParts>;
}

/** Everything but the adapter's start. */
export async function arrange(options: SittingOptions = {}): Promise<Sitting> {
  const discord = new DiscordServer({ granted: INTENT.messageContent, ...options });
  await discord.start();
  const { world } = discord;
  const user = world.addUser('reporter', 'A Reporter');
  const guild = world.addGuild();
  const channel = world.addChannel({ type: CHANNEL_TYPE.text, guild_id: guild, name: 'desk' });
  const direct = world.addChannel({ type: CHANNEL_TYPE.direct });
  const started = world.make({
    channel_id: channel.id,
    author: user,
    type: MESSAGE_TYPE.written,
    content: 'a thread begins here',
    embeds: [],
    components: [],
    flags: 0,
  });
  const thread = world.addChannel({
    id: started.id,
    type: CHANNEL_TYPE.publicThread,
    guild_id: guild,
    parent_id: channel.id,
    name: 'thread',
  });
  const log: Logged[] = [];
  const adapters: DiscordAdapter[] = [];
  const studio = new Studio();
  const make = (parts: Partial<DiscordParts> = {}) => {
    const adapter = new DiscordAdapter({
      token: discord.token,
      apiUrl: discord.url,
      messageContent: true,
      prefix: '!',
      registry,
      paint: studio.paint,
      log: collecting(log),
      timing: HURRY,
      ...options.parts,
      ...parts,
    });
    adapters.push(adapter);
    return adapter;
  };
  const seat = (other: Partial<Seat>) => new Person(discord, { user, channel, ...other });
  return {
    discord,
    adapter: make(),
    guild,
    channel,
    thread,
    direct,
    person: seat({}),
    log,
    seat,
    async restart(inbound, parts) {
      await Promise.all(adapters.map((adapter) => adapter.stop()));
      const adapter = make(parts);
      await adapter.start(inbound);
      return adapter;
    },
    async close() {
      await Promise.all(adapters.map((adapter) => adapter.stop()));
      await discord.stop();
      const [problem] = [...discord.refused, ...loud(discord)];
      if (problem) throw new Error(`Discord would not want: ${problem}`);
    },
  };
}

/** Nobody is notified by anything that was sent (resources/message#allowed-mentions-object). */
function loud({ heard }: DiscordServer): string[] {
  return heard.flatMap(({ path, body }) => {
    const { data, type, ...message } = (body ?? {}) as Json;
    const { embeds, allowed_mentions } = ((type === undefined ? message : data) ?? {}) as Json;
    const mentions = JSON.stringify(allowed_mentions);
    return embeds && mentions !== '{"parse":[]}' ? [`mentions ${mentions} at ${path}`] : [];
  });
}

export async function sit(inbound: Inbound, options: SittingOptions = {}): Promise<Sitting> {
  const sitting = await arrange(options);
  try {
    await sitting.adapter.start(inbound);
  } catch (error) {
    await sitting.close();
    throw error;
  }
  return sitting;
}

function collecting(log: Logged[]): Log {
  const at = (level: keyof Log) => (fields: object, message: string) =>
    void log.push({ level, fields: fields as Logged['fields'], message });
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

/** A typed line as the options of Discord's form; a page is none of them. */
export function formOf(line: string): { name: string; options: Record<string, string | number> } {
  const { command, args } = parseLine(line, registry);
  return { name: command, options: { ...args } };
}

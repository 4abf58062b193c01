/** Whether Discord takes the token, has granted the intent, and lets the bot into its channels. */
import { ApplicationFlags } from 'discord.js';
import { z } from 'zod';
import type { ClockWitness, Diagnosis, WantedChannel } from '../../chat/diagnosis.ts';
import type { Log } from '../../chat/reception.ts';
import { Calls } from './calls.ts';
import { Fault } from './errors.ts';
import { invitation } from './invitation.ts';
import { lacking } from './permissions.ts';
import { TIMING } from './timing.ts';

export interface DiscordCheckUpParts {
  readonly token: string;
  readonly apiUrl?: string | undefined;
  readonly guilds?: readonly string[] | undefined;
  readonly messageContent: boolean;
  readonly channels: readonly WantedChannel[];
  readonly witness: ClockWitness;
  readonly log: Log;
}

const fault = (told: string): Diagnosis => ({ of: 'discord', state: 'fault', told });
const well = (told: string): Diagnosis => ({ of: 'discord', state: 'well', told });

/** Of what Discord answers, what is looked at. */
const application = z.object({
  id: z.string(),
  name: z.string(),
  flags: z.number().default(0),
  interactions_endpoint_url: z.string().nullish(),
});
const guilds = z.array(z.object({ id: z.string(), name: z.string() }));
const overwrites = z.array(z.object({ id: z.string(), allow: z.string(), deny: z.string() }));
const channel = z.object({
  guild_id: z.string().optional(),
  parent_id: z.string().nullish(),
  thread_metadata: z
    .object({ archived: z.boolean(), locked: z.boolean().default(false) })
    .nullish(),
  permission_overwrites: overwrites.default([]),
});
const guild = z.object({
  roles: z.array(z.object({ id: z.string(), permissions: z.string() })),
});
const member = z.object({ roles: z.array(z.string()) });

export async function checkUpDiscord(parts: DiscordCheckUpParts): Promise<Diagnosis[]> {
  const api = new Questions(parts);
  try {
    const app = await api.get('/applications/@me', application);
    const servers = await api.get('/users/@me/guilds', guilds);
    const found = [...checkApplication(app, parts), ...checkServers(app.id, servers, parts)];
    // One after the other: Discord limits how often one asks for channels.
    for (const wanted of parts.channels) found.push(await checkChannel(api, app.id, wanted));
    return found;
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    if (error.kind === 'refused') {
      return [fault(`${error.message}: take a new one in the Discord Developer Portal under Bot`)];
    }
    return [fault(`Discord cannot be reached (${error.message}): look at the network`)];
  } finally {
    api.close();
  }
}

/** GET requests, each answer held against the form that is expected. */
class Questions {
  readonly #calls: Calls;
  readonly #witness: ClockWitness;
  #heard: (date: string | null) => void = () => undefined;

  constructor({ token, apiUrl, log, witness }: DiscordCheckUpParts) {
    this.#calls = new Calls(token, apiUrl, TIMING, log);
    this.#calls.onAnswer((headers) => this.#heard(headers.get('date')));
    this.#witness = witness;
  }

  async get<T>(route: `/${string}`, form: z.ZodType<T>): Promise<T> {
    this.#heard = this.#witness.asked();
    const answer = form.safeParse(await this.#calls.once({ method: 'GET', route }));
    if (answer.success) return answer.data;
    throw new Fault('unknown', `Discord answered ${route} in a form that is not known`);
  }

  close(): void {
    this.#calls.close();
  }
}

function checkApplication(
  { name, flags, interactions_endpoint_url: endpoint }: z.infer<typeof application>,
  { messageContent }: DiscordCheckUpParts,
): Diagnosis[] {
  const found = [well(`the token is that of ${name}`)];
  const { GatewayMessageContent, GatewayMessageContentLimited } = ApplicationFlags;
  const isGranted = (flags & (GatewayMessageContent | GatewayMessageContentLimited)) !== 0;
  if (messageContent && !isGranted) {
    found.push(
      fault(
        'the Message Content Intent is not granted: switch it on in the Discord Developer Portal under Bot, or set discord.messageContent to false',
      ),
    );
  }
  if (endpoint) {
    found.push(
      fault(
        'commands are sent to an Interactions Endpoint URL and never reach the bot: clear it in the Discord Developer Portal under General Information',
      ),
    );
  }
  return found;
}

function checkServers(
  app: string,
  servers: z.infer<typeof guilds>,
  { guilds: wanted = [] }: DiscordCheckUpParts,
): Diagnosis[] {
  if (servers.length === 0) {
    return [fault(`the bot is on no server: open ${invitation(app)}`)];
  }
  const there = new Set(servers.map(({ id }) => id));
  const missing = wanted.filter((id) => !there.has(id));
  if (missing.length === 0) return [well(`on ${servers.map(({ name }) => name).join(', ')}`)];
  return [
    fault(
      `discord.guilds: the bot is not on ${missing.join(', ')}: open ${invitation(app)}, or take it out`,
    ),
  ];
}

async function checkChannel(
  api: Questions,
  user: string,
  { channel: id, wantedBy }: WantedChannel,
): Promise<Diagnosis> {
  const about = `${wantedBy}: discord:${id}`;
  try {
    const asked = await api.get(`/channels/${id}`, channel);
    if (asked.thread_metadata?.locked) return fault(`${about} is a locked thread: unlock it`);
    if (asked.guild_id === undefined) return well(`${about} may be posted in`);
    const isThread = asked.thread_metadata && asked.parent_id;
    const place = isThread ? await api.get(`/channels/${asked.parent_id}`, channel) : asked;
    const { roles } = await api.get(`/guilds/${asked.guild_id}`, guild);
    const { roles: own } = await api.get(`/guilds/${asked.guild_id}/members/${user}`, member);
    const { permission_overwrites } = place;
    const missing = lacking({
      guild: asked.guild_id,
      user,
      own,
      roles,
      overwrites: permission_overwrites,
    });
    if (missing.length === 0) return well(`${about} may be posted in`);
    return fault(`${about} lacks permissions: give the bot's role there ${missing.join(', ')}`);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    if (error.kind === 'refused') return fault(`${about} cannot be posted in: ${error.message}`);
    const told = `${about} could not be looked at (${error.message})`;
    return { of: 'discord', state: 'note', told };
  }
}

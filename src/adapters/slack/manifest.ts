/**
 * The app as Slack is told of it, made from the declarations of the commands and the settings: what is
 * pasted under "Create an app from a manifest" (docs.slack.dev/reference/app-manifest).
 */
import { Document, isPair, isScalar, visit } from 'yaml';
import { usage } from '../../chat/command.ts';
import { phrasebook } from '../../chat/phrasebook.ts';
import type { Registry } from '../../chat/registry.ts';
import { ownCommands } from './own-commands.ts';
import { GROUP } from './spelling.ts';

export interface ManifestParts {
  readonly registry: Registry;
  /** The commands that are also reached by their own name. */
  readonly commands: readonly string[];
  /** The user groups that are given a role. */
  readonly groups: readonly string[];
}

/** A permission of the app, and what would not work without it. */
export interface Scope {
  readonly scope: string;
  readonly why: string;
  /** Without it all else works. */
  readonly isDispensable?: boolean;
}

/** The least that the bot needs; user groups are read only where a role is given to one. */
export function scopesOf(groups: readonly string[]): readonly Scope[] {
  const scopes: Scope[] = [
    { scope: 'commands', why: 'hears /aide and the commands of their own name' },
    { scope: 'app_mentions:read', why: 'hears where it is mentioned, also in threads' },
    { scope: 'im:history', why: 'hears direct messages, and finds its own answer there again' },
    {
      scope: 'channels:history',
      why: 'finds its own post again before it sends one anew; hears replies in its threads',
    },
    { scope: 'groups:history', why: 'the same in private channels that it was invited to' },
    { scope: 'chat:write', why: 'answers, and posts reminders where it was invited' },
    {
      scope: 'files:write',
      why: 'shows the timeline as a picture, and hands over the dossier as a file',
      isDispensable: true,
    },
    { scope: 'users:read', why: 'knows the language, time zone and name of who asks' },
  ];
  if (groups.length === 0) return scopes;
  const why = 'knows who belongs to the user groups that the settings give a role';
  return [...scopes, { scope: 'usergroups:read', why }];
}

/** What Slack sends to the bot, and the scope by which it may, where one is needed. */
export const EVENTS: readonly (Partial<Scope> & {
  readonly event: string;
  readonly why: string;
})[] = [
  { event: 'app_home_opened', why: 'its first page is shown as it stands' },
  { event: 'app_mention', scope: 'app_mentions:read', why: 'a question to the bot by its name' },
  { event: 'message.im', scope: 'im:history', why: 'a direct message' },
  { event: 'message.channels', scope: 'channels:history', why: 'a reply in a thread of the bot' },
  { event: 'message.groups', scope: 'groups:history', why: 'the same in a private channel' },
];

/** The name of the bot's user, by which it is mentioned. */
export const BOT_NAME = 'aide';

export function manifestOf({ registry, commands, groups }: ManifestParts) {
  const book = phrasebook('en');
  const own = ownCommands(commands, registry);
  const shown = (name: string): string => {
    const found = registry.get(name);
    return found ? usage(found).split(' ').slice(1).join(' ') : '';
  };
  return {
    _metadata: { major_version: 1, minor_version: 1 },
    display_information: {
      name: 'Aide-mémoire',
      description:
        'The diplomatic memory of your channel: who met whom, when, where, in whose words.',
      background_color: '#1f3a5f',
    },
    features: {
      app_home: {
        home_tab_enabled: true,
        messages_tab_enabled: true,
        messages_tab_read_only_enabled: false,
      },
      bot_user: { display_name: BOT_NAME, always_online: true },
      slash_commands: [
        {
          command: GROUP,
          description: sentence(book.text('command.help.about')),
          usage_hint: `${registry.commands.map(({ name }) => name).join(' | ')} …`,
          should_escape: false,
        },
        ...own.map((name) => ({
          command: `/${name}`,
          description: sentence(book.text(`command.${name}.about`)),
          ...(shown(name) !== '' && { usage_hint: shown(name) }),
          should_escape: false,
        })),
      ],
    },
    oauth_config: { scopes: { bot: scopesOf(groups).map(({ scope }) => scope) } },
    settings: {
      event_subscriptions: { bot_events: EVENTS.map(({ event }) => event) },
      interactivity: { is_enabled: true },
      org_deploy_enabled: false,
      socket_mode_enabled: true,
      token_rotation_enabled: false,
    },
  };
}

const sentence = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

/** The manifest as it is pasted, with a word on why each permission is asked for. */
export function manifestYaml(parts: ManifestParts): string {
  const document = new Document(manifestOf(parts));
  const reasons = new Map([
    ...scopesOf(parts.groups).map(({ scope, why }) => [scope, why] as const),
    ...EVENTS.map(({ event, why }) => [event, why] as const),
  ]);
  visit(document, {
    Pair(_, { key, value }) {
      const isReasoned = isScalar(key) && (key.value === 'bot' || key.value === 'bot_events');
      if (!isReasoned || !value || isPair(value)) return;
      visit(value as never, {
        Scalar(_, scalar) {
          const why = reasons.get(String(scalar.value));
          if (why) scalar.comment = ` ${why}`;
        },
      });
    },
  });
  return document.toString({ lineWidth: 0 });
}

/** A link that opens Slack's form with the manifest filled in. */
export const manifestUrl = (parts: ManifestParts): string =>
  `https://api.slack.com/apps?new_app=1&manifest_json=${encodeURIComponent(JSON.stringify(manifestOf(parts)))}`;

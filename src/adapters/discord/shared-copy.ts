/** What one reader saw, as it is shown to all: the same embeds and buttons, and files of its own. */
import type { APIEmbed } from 'discord.js';
import type { Attachment } from '../../chat/attachments.ts';
import type { Locale } from '../../domain/locale.ts';
import { SHARE } from './actions.ts';
import type { Calls } from './calls.ts';
import type { ShownMessage } from './incoming.ts';
import { ATTACHMENT } from './limits.ts';
import { type Rendered, referenceTo, withoutFiles } from './render.ts';

/** A file as Discord keeps it with the message. */
interface Held {
  readonly name: string;
  readonly url: string;
  readonly mediaType: string;
  readonly alt: string | undefined;
}

/**
 * The files of a private message go when it goes, so they are brought over to the copy. Where that
 * does not succeed, the words are shown all the same, with a line that says so.
 */
export async function sharedCopy(
  message: ShownMessage,
  calls: Calls,
  locale: Locale,
): Promise<Rendered> {
  const components = withoutShare(message) as unknown as Rendered['components'];
  const held = filesOf(message);
  const copy = { embeds: message.embeds.map(withReference), components, locale };
  try {
    const files = await Promise.all(held.map((file) => brought(file, calls)));
    return { ...copy, files };
  } catch {
    return withoutFiles({ ...copy, files: [] });
  }
}

/** Pictures in embeds may or may not stand among the attachments too. */
function filesOf({ attachments, embeds }: ShownMessage): Held[] {
  const listed = attachments.map(({ filename, url, content_type, description }) => ({
    name: filename,
    url,
    mediaType: content_type ?? 'application/octet-stream',
    alt: description,
  }));
  const shown = embeds.flatMap(({ image }) =>
    image
      ? [
          {
            name: nameIn(image.url),
            url: image.url,
            mediaType: 'image/png',
            alt: image.description,
          },
        ]
      : [],
  );
  return [...listed, ...shown.filter(({ name }) => !listed.some((file) => file.name === name))];
}

async function brought({ name, url, mediaType, alt }: Held, calls: Calls): Promise<Attachment> {
  return {
    name,
    mediaType,
    bytes: await calls.download(url, ATTACHMENT.size),
    ...(alt && { alt }),
  };
}

const nameIn = (url: string): string => new URL(url).pathname.split('/').at(-1) ?? '';

const withReference = ({ image, ...embed }: ShownMessage['embeds'][number]): APIEmbed =>
  ({ ...embed, ...(image && { image: { url: referenceTo(nameIn(image.url)) } }) }) as APIEmbed;

const withoutShare = ({ components }: ShownMessage) =>
  components
    .map((row) => ({
      ...row,
      components: (row.components ?? []).filter(({ custom_id }) => custom_id !== SHARE),
    }))
    .filter((row) => row.components.length > 0);

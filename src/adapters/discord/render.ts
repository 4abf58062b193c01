/** A reply as embeds and components: pure, for any reply, and always within Discord's limits. */
import type { APIEmbed, APIEmbedField } from 'discord.js';
import type { Attachment } from '../../chat/attachments.ts';
import { onceOfLasting } from '../../chat/lasting.ts';
import { type Phrasebook, phrasebook } from '../../chat/phrasebook.ts';
import type { Registry } from '../../chat/registry.ts';
import type { Invocation, Reply } from '../../chat/reply.ts';
import type { Locale } from '../../domain/locale.ts';
import { shown } from './actions.ts';
import { within } from './budget.ts';
import { type Row, rowsOf } from './components.ts';
import { plain } from './escape.ts';
import { ATTACHMENT, EMBED } from './limits.ts';
import { type Piece, piecesOf } from './pieces.ts';
import { line, title } from './text.ts';

export interface Look {
  readonly registry: Registry;
  /** Whether a button offers to show the answer to the channel. */
  readonly share: boolean;
  /** What a post is found by. */
  readonly key?: string;
  /** What was asked, where the reply does not say it. */
  readonly asked?: Invocation | undefined;
  /** Shown in the first embed. */
  readonly picture?: Attachment;
  readonly documents?: readonly Attachment[];
}

export interface Rendered {
  readonly embeds: APIEmbed[];
  readonly components: Row[];
  readonly files: readonly Attachment[];
  /** In which it is written. */
  readonly locale: Locale;
}

const BLUE = 0x2f6690;
const GREY = 0x8a8f98;

/** An error of the person who asked is one line. */
const LONGEST_ERROR = 1000;

/** For a reply in which nothing can be seen. */
const NOTHING = { description: '–' };

/** A reply that is given again is rendered once; not so with what belongs to one message alone. */
export const renderReply = onceOfLasting(
  rendered,
  ({ registry, share, key, picture, documents = [] }: Look) =>
    key === undefined && !picture && documents.length === 0
      ? { by: registry, and: String(share) }
      : undefined,
);

function rendered(reply: Reply, look: Look): Rendered {
  const { registry, share, key, asked, picture, documents = [] } = look;
  const book = phrasebook(reply.locale);
  const more = (count: number): string => book.text('list.more', { count });
  const command = shown(reply.asked ?? asked, registry);
  const below = { registry, book, share: share && !reply.error, key, shown: command };
  const { rows, leftOut } = rowsOf(reply, below);
  const head = reply.error ? '' : title(reply.title, EMBED.title);
  const footer = command?.line ?? '';
  const sent = [...(picture ? [picture] : []), ...documents];
  const files = sent.filter(isTaken);
  const pieces = [
    ...(reply.error ? [{ text: line(reply.title, LONGEST_ERROR) }] : []),
    ...piecesOf(reply, more),
    ...(leftOut > 0 ? [{ text: `-# ${more(leftOut)}` }] : []),
    ...sent.flatMap((file) => (isTaken(file) ? [] : [{ text: tooLarge(file, book) }])),
  ].filter(({ name, text }: Piece) => name !== undefined || text.trim() !== '');
  const room = EMBED.total - head.length - footer.length;
  const embeds = packed(within(pieces, room, (count) => `-# ${more(count)}`));
  const color = reply.error ? GREY : BLUE;
  const last = embeds.length - 1;
  const isEmpty = head === '' && pieces.length === 0;
  return {
    embeds: embeds.map((embed, i) => ({
      color,
      ...(i === 0 && head !== '' && { title: head }),
      ...embed,
      ...(isEmpty && NOTHING),
      ...(i === 0 && picture && isTaken(picture) && { image: { url: referenceTo(picture.name) } }),
      ...(i === last && footer !== '' && { footer: { text: footer } }),
    })),
    components: rows,
    files,
    locale: reply.locale,
  };
}

/** The same where its files cannot be had or sent: it says so, where there is room for it. */
export function withoutFiles({ embeds, components, locale }: Rendered): Rendered {
  const line = `-# ⚠ ${phrasebook(locale).text('attachment.none')}`;
  const told = embeds.map(({ image: _, ...embed }, i) => {
    const description = [embed.description, line].filter(Boolean).join('\n');
    const isTold = i === 0 && description.length <= EMBED.description;
    return isTold ? { ...embed, description } : embed;
  });
  return { embeds: told, components, files: [], locale };
}

const isTaken = ({ bytes }: Attachment): boolean => bytes.length <= ATTACHMENT.size;

const tooLarge = ({ name }: Attachment, book: Phrasebook): string =>
  `-# ⚠ ${line(book.spans('attachment.too-large', { name }), LONGEST_ERROR)}`;

/** How an embed names a file that is sent beside it (developers/reference#uploading-files). */
export const referenceTo = (name: string): string => `attachment://${name}`;

/** Nobody is notified by an answer, whatever stands in it; files that stood there before are gone. */
export const bodyOf = ({ embeds, components, files }: Rendered) => ({
  embeds,
  components,
  attachments: files.map(({ name, alt }, id) => ({
    id,
    filename: name,
    ...(alt && { description: plain(alt, ATTACHMENT.description) }),
  })),
  allowed_mentions: { parse: [] },
});

/**
 * Fields stand below the description of their embed: a text after fields begins the next. Of all the
 * pieces that fit one message, these are never more embeds than it may have.
 */
function packed(pieces: readonly Piece[]): Pick<APIEmbed, 'description' | 'fields'>[] {
  const embeds: { description: string; fields: APIEmbedField[] }[] = [
    { description: '', fields: [] },
  ];
  for (const { name, text, inline = false } of pieces) {
    const last = embeds.at(-1) ?? { description: '', fields: [] };
    if (name === undefined) {
      const longer = last.description === '' ? text.trimStart() : `${last.description}\n${text}`;
      const fits = last.fields.length === 0 && longer.length <= EMBED.description;
      if (fits) last.description = longer;
      else embeds.push({ description: text.trimStart(), fields: [] });
    } else if (last.fields.length < EMBED.fields) last.fields.push({ name, value: text, inline });
    else embeds.push({ description: '', fields: [{ name, value: text, inline }] });
  }
  return embeds.map(({ description, fields }) => ({
    ...(description !== '' && { description }),
    ...(fields.length > 0 && { fields }),
  }));
}

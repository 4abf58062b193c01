/** What goes with a reply, as files: the form in which the chat platforms take it. */
import type { Drawing } from './drawing.ts';
import { phrasebook } from './phrasebook.ts';
import type { Log } from './reception.ts';
import type { Reply } from './reply.ts';

/** Paints a drawing as a PNG file; rejects where that cannot be done. */
export type Paint = (drawing: Drawing) => Promise<Uint8Array>;

export interface Attachment {
  /** Of letters, digits, hyphens and full stops that every platform takes, with its ending. */
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
  /** What a picture shows, for those who do not see it. */
  readonly alt?: string;
}

export interface Attached {
  /** What is told beside the files; it says so where the picture could not be painted. */
  readonly reply: Reply;
  readonly picture?: Attachment;
  readonly documents: readonly Attachment[];
}

export async function attached(reply: Reply, paint: Paint, log: Log): Promise<Attached> {
  const { picture, documents = [] } = reply;
  const texts = documents.map(({ name, mediaType, text }) => ({
    name: fileName(name),
    mediaType: `${mediaType}; charset=utf-8`,
    bytes: Buffer.from(text),
  }));
  if (!picture) return { reply, documents: texts };
  try {
    const bytes = await paint(picture.drawing);
    const { name, alt } = picture;
    const painted = { name: `${fileName(name)}.png`, mediaType: 'image/png', bytes, alt };
    return { reply, picture: painted, documents: texts };
  } catch (error) {
    log.error({ error: (error as Error).message }, 'a picture could not be painted');
    const { picture: _, ...words } = reply;
    return { reply: withNote(words, 'attachment.no-picture'), documents: texts };
  }
}

/** Platforms change other names by rules of their own, and then a reference to one leads nowhere. */
const fileName = (name: string): string => name.replace(/[^\w.-]+/g, '-').slice(-100);

/** With a word about what goes with it, before all others. */
export function withNote(reply: Reply, key: `attachment.${string}`): Reply {
  const spans = phrasebook(reply.locale).spans(key);
  return { ...reply, blocks: [{ kind: 'note', tone: 'caution', spans }, ...reply.blocks] };
}

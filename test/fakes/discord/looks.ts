/** A message as its reader sees it: which of its texts are read as Markdown, and which are plain. */
import { type Token, tokensOf } from './markdown.ts';
import type { Json, Message } from './world.ts';

type Shown = Pick<Message, 'content' | 'embeds'>;

/** The texts that Discord's client reads as Markdown. */
export const markdownOf = ({ content, embeds }: Shown): string[] =>
  [
    content,
    ...embeds.flatMap(({ title, description, fields }) => [
      title,
      description,
      ...((fields ?? []) as Json[]).flatMap(({ name, value }) => [name, value]),
    ]),
  ].filter((text): text is string => typeof text === 'string' && text !== '');

export const liveParts = (message: Shown): Token[] =>
  markdownOf(message)
    .flatMap(tokensOf)
    .filter(({ kind }) => kind !== 'text');

/** All of its text, without markup; the footer is plain. */
export const textOf = (message: Shown): string =>
  [
    ...markdownOf(message).map((text) =>
      tokensOf(text)
        .map((token) => token.text)
        .join(''),
    ),
    ...message.embeds.flatMap(({ footer }) => ((footer as Json | undefined)?.text as string) ?? []),
  ].join('\n');

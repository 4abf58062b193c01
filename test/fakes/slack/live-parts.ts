/**
 * What of a message Slack does not show as the letters that were sent: mentions, links, dates, emoji
 * and formatting. Read from Slack's own pages, and apart from what makes the messages.
 */

export interface Live {
  readonly kind: 'mention' | 'link' | 'date' | 'emoji' | 'format';
  /** Whom, where or what. */
  readonly target: string;
  /** What is shown for it. */
  readonly shown: string;
}

export interface Told {
  /** Everything that is shown, in order; what is live as it is shown. */
  readonly shown: string;
  readonly live: readonly Live[];
}

type Json = Readonly<Record<string, unknown>>;

/** How Slack treats the text of a message, by the arguments that stand beside it. */
interface Treatment {
  /** reference/methods/chat.postMessage: "none" leaves addresses, names and channels as text. */
  readonly parse: boolean;
  readonly linkNames: boolean;
  readonly mrkdwn: boolean;
}

/** What a message, as it was sent, tells in its blocks and in the text that stands in for them. */
export function toldBy(message: Json): { blocks: Told; text: Told } {
  const treatment: Treatment = {
    parse: message.parse !== 'none',
    linkNames: isTrue(message.link_names),
    mrkdwn: message.mrkdwn === undefined || isTrue(message.mrkdwn),
  };
  const reader = new Reader();
  for (const block of (message.blocks ?? []) as Json[]) reader.block(block);
  const beside = new Reader();
  beside.markup(String(message.text ?? ''), treatment);
  return { blocks: reader.told, text: beside.told };
}

const isTrue = (value: unknown): boolean => value === true || value === 'true';

class Reader {
  readonly #live: Live[] = [];
  #shown = '';

  get told(): Told {
    return { shown: this.#shown, live: this.#live };
  }

  block(block: Json): void {
    const { text, elements, fields, accessory } = block as Record<string, Json | Json[]>;
    switch (block.type) {
      case 'header':
      case 'section':
        this.#textObject(text as Json);
        for (const field of (fields ?? []) as Json[]) this.#textObject(field);
        if (accessory) this.#control(accessory as Json);
        break;
      case 'context':
        for (const element of elements as Json[]) this.#textObject(element);
        break;
      case 'image': // read aloud: blocks/image-block
        this.#shown += String(block.alt_text);
        break;
      case 'actions':
        for (const element of elements as Json[]) this.#control(element);
        break;
      case 'rich_text':
        for (const part of elements as Json[]) this.#part(part);
        break;
      default:
        this.#add('format', String(block.type), '');
    }
    this.#shown += '\n';
  }

  /** composition-objects/text-object: mrkdwn is read for markup; plain text only for emoji. */
  #textObject(object: Json | undefined): void {
    const text = String(object?.text ?? '');
    if (object?.type === 'mrkdwn') {
      const isVerbatim = isTrue(object.verbatim);
      this.markup(text, { parse: !isVerbatim, linkNames: !isVerbatim, mrkdwn: true });
    } else {
      if (object && object.emoji !== false) this.#emojiIn(text);
      this.#shown += text;
    }
  }

  #control(control: Json): void {
    this.#textObject((control.text ?? control.placeholder) as Json);
    if (control.url !== undefined) this.#add('link', String(control.url), '');
    for (const option of (control.options ?? []) as Json[]) this.#textObject(option.text as Json);
    this.#shown += ' ';
  }

  /** blocks/rich-text-block: its text elements are letters; each other kind says what it is. */
  #part(part: Json): void {
    for (const element of (part.elements ?? []) as Json[]) {
      const { type } = element;
      if (Array.isArray(element.elements)) this.#part(element);
      else if (type === 'text') this.#shown += String(element.text);
      else if (type === 'link') {
        const shown = String(element.text ?? element.url);
        this.#add('link', String(element.url), shown);
      } else if (type === 'date' || type === 'emoji') this.#add(type, JSON.stringify(element), '');
      else if (type === 'color') this.#add('format', JSON.stringify(element), '');
      else this.#add('mention', JSON.stringify(element), '');
    }
    this.#shown += '\n';
  }

  /** messaging/formatting-message-text: angle brackets make what is special, three entities letters. */
  markup(text: string, { parse, linkNames, mrkdwn }: Treatment): void {
    let last = 0;
    for (const match of text.matchAll(/<([^<>]*)>/g)) {
      this.#letters(text.slice(last, match.index), { parse, linkNames, mrkdwn });
      const [target = '', shown = target] = (match[1] ?? '').split('|');
      const kind = /^[@#!]/.test(target)
        ? target.startsWith('!date')
          ? 'date'
          : 'mention'
        : 'link';
      this.#add(kind, target, shown);
      last = match.index + match[0].length;
    }
    this.#letters(text.slice(last), { parse, linkNames, mrkdwn });
  }

  #letters(escaped: string, { parse, linkNames, mrkdwn }: Treatment): void {
    const text = escaped.replace(/&(lt|gt|amp);/g, (_, name) => ENTITIES[name as 'lt'] ?? '');
    if (parse) {
      for (const [address] of text.matchAll(/\b(?:https?:\/\/|mailto:|www\.)\S+/g)) {
        this.#add('link', address, '');
      }
    }
    if (linkNames || parse) {
      for (const [name] of text.matchAll(/[@#][\p{L}\p{N}._-]+/gu)) {
        if (linkNames || /^@(here|channel|everyone)$/.test(name)) this.#add('mention', name, '');
      }
    }
    if (mrkdwn && /([*_~`])\S[^\n]*\1|^&?>/m.test(text)) this.#add('format', text, '');
    this.#shown += text;
  }

  #emojiIn(text: string): void {
    for (const [name] of text.matchAll(/:[a-z0-9_+-]+:/g)) this.#add('emoji', name, '');
  }

  #add(kind: Live['kind'], target: string, shown: string): void {
    this.#live.push({ kind, target, shown });
    this.#shown += shown;
  }
}

const ENTITIES = { lt: '<', gt: '>', amp: '&' };

/**
 * What Discord takes as a message: the fields that it knows, and its limits. Written from its
 * documentation alone, so that a mistake in the renderer's own table is found.
 */
import { isObject, type Json } from './json.ts';

/** What is wrong, each with the place; nothing where Discord takes it. */
export function problemsOf(body: Json): string[] {
  const check = new Check();
  // resources/message#create-message: content up to 2,000 characters, up to 10 embeds
  if (body.content !== undefined && body.content !== null)
    check.text(body.content, 'content', 0, 2000);
  check.each(body.embeds ?? [], 'embeds', 0, 10, (embed, at) => check.embed(embed, at));
  // components/reference#legacy-message-component-behavior: "up to 5 top-level Action Row components"
  check.each(body.components ?? [], 'components', 0, 5, (row, at) => check.row(row, at));
  check.wholeOf(body);
  if (body.nonce !== undefined) {
    // resources/message#create-message: "up to 25 characters"
    if (typeof body.nonce === 'string') check.text(body.nonce, 'nonce', 1, 25);
    else if (!Number.isSafeInteger(body.nonce)) check.wrong('nonce', 'integer or string');
  }
  const mentions = body.allowed_mentions;
  if (mentions !== undefined && mentions !== null) {
    check.only(mentions, 'allowed_mentions', ['parse', 'roles', 'users', 'replied_user']);
  }
  return check.problems;
}

/** resources/message#create-message: "At least one of content, embeds, …, components, files[n]" */
export const isEmpty = ({ content, embeds, components, attachments }: Json): boolean =>
  !content &&
  !(attachments as Json[] | undefined)?.length &&
  !(embeds as Json[] | undefined)?.length &&
  !(components as Json[] | undefined)?.length;

const lengthOf = (value: unknown): number => (typeof value === 'string' ? value.trim().length : 0);

class Check {
  readonly problems: string[] = [];

  /** resources/message#embed-object and #embed-object-embed-limits */
  embed(embed: unknown, at: string): void {
    if (!isObject(embed)) return this.wrong(at, 'no object');
    this.only(embed, at, EMBED_FIELDS);
    if (embed.title !== undefined) this.text(embed.title, `${at}.title`, 1, 256);
    if (embed.description !== undefined) this.text(embed.description, `${at}.description`, 1, 4096);
    if (embed.color !== undefined && !isColour(embed.color)) this.wrong(`${at}.color`, 'no colour');
    if (embed.url !== undefined) this.address(embed.url, `${at}.url`);
    this.each(embed.fields ?? [], `${at}.fields`, 0, 25, (field, place) => {
      if (!isObject(field)) return this.wrong(place, 'no object');
      this.only(field, place, ['name', 'value', 'inline']);
      this.text(field.name, `${place}.name`, 1, 256);
      this.text(field.value, `${place}.value`, 1, 1024);
    });
    if (embed.footer !== undefined) {
      if (!isObject(embed.footer)) return this.wrong(`${at}.footer`, 'no object');
      this.only(embed.footer, `${at}.footer`, ['text', 'icon_url', 'proxy_icon_url']);
      this.text(embed.footer.text, `${at}.footer.text`, 1, 2048);
    }
    if (embed.image !== undefined) {
      if (!isObject(embed.image)) return this.wrong(`${at}.image`, 'no object');
      this.only(embed.image, `${at}.image`, ['url']);
      const isFile = /^attachment:\/\//.test(String(embed.image.url));
      if (!isFile) this.address(embed.image.url, `${at}.image.url`);
    }
    const shown = ['title', 'description', 'fields', 'footer', 'image', 'author'];
    if (!shown.some((key) => embed[key] !== undefined)) this.wrong(at, 'nothing in it is shown');
  }

  /** #embed-object-embed-limits: 6,000 characters across all embeds attached to a message */
  wholeOf({ embeds, components }: Json): void {
    const all = (Array.isArray(embeds) ? embeds : []).filter(isObject);
    const total = all.reduce((sum: number, { title, description, fields, footer, author }) => {
      const inFields = (Array.isArray(fields) ? fields : []).filter(isObject);
      return (
        sum +
        lengthOf(title) +
        lengthOf(description) +
        inFields.reduce((n: number, f) => n + lengthOf(f.name) + lengthOf(f.value), 0) +
        lengthOf((footer as Json | undefined)?.text) +
        lengthOf((author as Json | undefined)?.name)
      );
    }, 0);
    if (total > 6000) this.wrong('embeds', `${total} characters, more than 6000`);
    // components/reference#anatomy-of-a-component-custom-id: not shared within a message
    const ids = (Array.isArray(components) ? components : [])
      .filter(isObject)
      .flatMap((row) => (Array.isArray(row.components) ? row.components : []))
      .flatMap((element) => (isObject(element) && element.custom_id ? [element.custom_id] : []));
    if (new Set(ids).size < ids.length) this.wrong('components', 'custom_id is duplicated');
  }

  /** components/reference#action-row: up to five buttons, or one select */
  row(row: unknown, at: string): void {
    if (!isObject(row)) return this.wrong(at, 'no object');
    this.only(row, at, ['type', 'id', 'components']);
    if (row.type !== 1) return this.wrong(`${at}.type`, 'no action row');
    this.each(row.components, `${at}.components`, 1, 5, (c, place) => this.element(c, place));
    const elements = (Array.isArray(row.components) ? row.components : []).filter(isObject);
    if (elements.some(({ type }) => type === 3) && elements.length > 1) {
      this.wrong(at, 'a select stands alone in its row');
    }
  }

  element(element: unknown, at: string): void {
    if (!isObject(element)) return this.wrong(at, 'no object');
    if (element.type === 2) return this.button(element, at);
    if (element.type === 3) return this.select(element, at);
    return this.wrong(`${at}.type`, `unknown type ${String(element.type)}`);
  }

  /** components/reference#button-button-structure */
  button(button: Json, at: string): void {
    this.only(button, at, [
      'type',
      'id',
      'style',
      'label',
      'emoji',
      'custom_id',
      'url',
      'disabled',
    ]);
    const { style } = button;
    if (![1, 2, 3, 4, 5].includes(Number(style))) this.wrong(`${at}.style`, 'unknown style');
    if (button.label === undefined && button.emoji === undefined) this.wrong(at, 'no label');
    if (button.label !== undefined) this.text(button.label, `${at}.label`, 1, 80);
    if (style === 5) {
      this.address(button.url, `${at}.url`, 512);
      if (button.custom_id !== undefined) this.wrong(at, 'a link has no custom_id');
    } else {
      if (button.url !== undefined) this.wrong(at, 'only a link has an address');
      this.id(button.custom_id, `${at}.custom_id`);
    }
  }

  /** components/reference#string-select-string-select-structure */
  select(select: Json, at: string): void {
    this.only(select, at, SELECT_FIELDS);
    this.id(select.custom_id, `${at}.custom_id`);
    if (select.placeholder !== undefined)
      this.text(select.placeholder, `${at}.placeholder`, 0, 150);
    this.each(select.options, `${at}.options`, 1, 25, (option, place) => {
      if (!isObject(option)) return this.wrong(place, 'no object');
      this.only(option, place, ['label', 'value', 'description', 'emoji', 'default']);
      this.text(option.label, `${place}.label`, 1, 100);
      this.text(option.value, `${place}.value`, 1, 100);
      if (option.description !== undefined) this.text(option.description, place, 1, 100);
    });
    const options = (Array.isArray(select.options) ? select.options : []).filter(isObject);
    if (new Set(options.map(({ value }) => value)).size < options.length) {
      this.wrong(`${at}.options`, 'two options have one value');
    }
  }

  /** components/reference#anatomy-of-a-component-custom-id */
  id(value: unknown, at: string): void {
    if (typeof value !== 'string' || value.length < 1 || value.length > 100) {
      this.wrong(at, 'custom_id is of 1 to 100 characters');
    }
  }

  text(value: unknown, at: string, least: number, most: number): void {
    if (typeof value !== 'string') return this.wrong(at, 'no text');
    const length = value.trim().length;
    if (length < least) this.wrong(at, `must be ${least} or more in length`);
    if (length > most) this.wrong(at, `must be ${most} or fewer in length, not ${length}`);
    // Half a character is not valid UTF-8 and does not reach Discord as it was meant.
    if (!isWellFormed(value)) this.wrong(at, 'half a character');
  }

  address(value: unknown, at: string, most = 2048): void {
    if (typeof value !== 'string' || !URL.canParse(value)) return this.wrong(at, 'no address');
    if (!/^(https?|discord):$/.test(new URL(value).protocol)) this.wrong(at, 'scheme');
    if (value.length > most) this.wrong(at, `longer than ${most}`);
  }

  each(
    list: unknown,
    at: string,
    least: number,
    most: number,
    check: (item: unknown, at: string) => void,
  ): void {
    if (!Array.isArray(list)) return this.wrong(at, 'no list');
    if (list.length < least) this.wrong(at, `must be ${least} or more`);
    if (list.length > most) this.wrong(at, `must be ${most} or fewer, not ${list.length}`);
    for (const [i, item] of list.entries()) check(item, `${at}.${i}`);
  }

  only(value: unknown, at: string, fields: readonly string[]): void {
    if (!isObject(value)) return this.wrong(at, 'no object');
    for (const key of Object.keys(value)) {
      if (!fields.includes(key)) this.wrong(`${at}.${key}`, 'unknown field');
    }
  }

  wrong(at: string, what: string): void {
    this.problems.push(`${at}: ${what}`);
  }
}

const isColour = (value: unknown): boolean =>
  Number.isInteger(value) && Number(value) >= 0 && Number(value) <= 0xffffff;

const isWellFormed = (text: string): boolean => !/\p{Cs}/u.test(text);

const EMBED_FIELDS = [
  'type',
  'title',
  'description',
  'url',
  'timestamp',
  'color',
  'footer',
  'image',
  'thumbnail',
  'author',
  'fields',
];

const SELECT_FIELDS = [
  'type',
  'id',
  'custom_id',
  'options',
  'placeholder',
  'min_values',
  'max_values',
  'disabled',
];

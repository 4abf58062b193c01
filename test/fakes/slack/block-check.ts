/**
 * What Slack takes as blocks of a message: the fields that it wants, and its limits. Written from its
 * reference alone, so that a mistake in the renderer's own table is found.
 */

export interface BlockJson {
  readonly type?: unknown;
  readonly block_id?: unknown;
  readonly [key: string]: unknown;
}

type Json = Readonly<Record<string, unknown>>;

/** The characters of all texts of a message, and what a block was seen to cost beside them. */
const SEEN = { most: 13_200, block: 125 };

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What is wrong, each with the place; nothing where Slack takes it. */
export function problemsOf(blocks: unknown, most = 50): string[] {
  if (!Array.isArray(blocks)) return ['blocks is no array'];
  const problems: string[] = [];
  const check = new Check(problems);
  // docs.slack.dev/reference/block-kit/blocks: "up to 50 blocks in each message", 100 in a Home tab
  if (blocks.length > most) {
    problems.push(`no more than ${most} items allowed, not ${blocks.length}`);
  }
  for (const [i, block] of blocks.entries()) check.block(block, `/blocks/${i}`);
  const ids = blocks.map((block) => (block as Json)?.block_id).filter((id) => id !== undefined);
  if (new Set(ids).size < ids.length) problems.push('block_id must be unique');
  return problems;
}

/**
 * `msg_blocks_too_long` has no number in the documentation. Slack's own issue tracker has what was
 * seen: github.com/slackapi/bolt-js/issues/2509
 */
export const isTooLong = (blocks: readonly unknown[], most: number = SEEN.most): boolean =>
  lettersOf(blocks) + SEEN.block * blocks.length > most;

function lettersOf(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, v) => sum + lettersOf(v), 0);
  if (!isObject(value)) return 0;
  return Object.entries(value).reduce(
    (sum, [key, v]) => sum + (key === 'text' && typeof v === 'string' ? v.length : lettersOf(v)),
    0,
  );
}

/** The ids of the files that image blocks show. */
export const filesIn = (blocks: unknown): string[] =>
  (Array.isArray(blocks) ? blocks : [])
    .map((block) =>
      isObject(block) && isObject(block.slack_file) ? block.slack_file.id : undefined,
    )
    .filter((id) => typeof id === 'string');

class Check {
  readonly #problems: string[];

  constructor(problems: string[]) {
    this.#problems = problems;
  }

  block(block: unknown, at: string): void {
    if (!isObject(block)) return this.#wrong(at, 'is no object');
    if (block.block_id !== undefined) this.#text(block.block_id, `${at}/block_id`, 1, 255);
    switch (block.type) {
      case 'header': // reference/block-kit/blocks/header-block
        this.#only(block, at, ['text']);
        return this.#textObject(block.text, `${at}/text`, 150, ['plain_text']);
      case 'section': // reference/block-kit/blocks/section-block
        this.#only(block, at, ['text', 'fields', 'accessory', 'expand']);
        return this.#textObject(block.text, `${at}/text`, 3000, ['plain_text', 'mrkdwn']);
      case 'image': // reference/block-kit/blocks/image-block
        this.#only(block, at, ['alt_text', 'image_url', 'slack_file', 'title']);
        this.#text(block.alt_text, `${at}/alt_text`, 1, 2000);
        if ((block.image_url === undefined) === (block.slack_file === undefined)) {
          this.#wrong(at, 'either image_url or slack_file');
        }
        return block.slack_file === undefined ? undefined : this.#file(block.slack_file, at);
      case 'divider':
        return this.#only(block, at, []);
      case 'context': // reference/block-kit/blocks/context-block: at most 10
        this.#only(block, at, ['elements']);
        return this.#each(block.elements, `${at}/elements`, 1, 10, (element, place) =>
          this.#textObject(element, place, 3000, ['plain_text', 'mrkdwn']),
        );
      case 'actions': // reference/block-kit/blocks/actions-block: at most 25
        this.#only(block, at, ['elements']);
        this.#each(block.elements, `${at}/elements`, 1, 25, (e, place) => this.#control(e, place));
        return this.#unique(block.elements, 'action_id', at);
      case 'rich_text': // reference/block-kit/blocks/rich-text-block
        this.#only(block, at, ['elements']);
        return this.#each(block.elements, `${at}/elements`, 1, Infinity, (e, place) =>
          this.#richPart(e, place),
        );
      default:
        return this.#wrong(at, `unsupported type: ${String(block.type)}`);
    }
  }

  /** reference/block-kit/composition-objects/slack-file-object: "either the URL or ID" */
  #file(file: unknown, at: string): void {
    if (!isObject(file)) return this.#wrong(at, 'is no object');
    if ((file.id === undefined) === (file.url === undefined)) this.#wrong(at, 'either id or url');
    if (file.id !== undefined && !/^F[A-Z0-9]{8,}$/.test(String(file.id))) {
      this.#wrong(`${at}/slack_file/id`, 'input must match regex pattern: ^[F][A-Z0-9]{8,}$');
    }
  }

  #control(control: unknown, at: string): void {
    if (!isObject(control)) return this.#wrong(at, 'is no object');
    // reference/block-kit/block-elements/button-element: action_id 255
    if (control.action_id !== undefined) this.#text(control.action_id, `${at}/action_id`, 1, 255);
    if (control.type === 'button') {
      // reference/block-kit/block-elements/button-element: text 75, value 2,000, url 3,000
      this.#only(control, at, ['action_id', 'text', 'value', 'url', 'style', 'confirm']);
      this.#textObject(control.text, `${at}/text`, 75, ['plain_text']);
      if (control.value !== undefined) this.#text(control.value, `${at}/value`, 0, 2000);
      if (control.url !== undefined) this.#text(control.url, `${at}/url`, 1, 3000);
    } else if (control.type === 'static_select') {
      // reference/block-kit/block-elements/select-menu-element: 100 options, placeholder 150
      this.#only(control, at, ['action_id', 'placeholder', 'options', 'initial_option', 'confirm']);
      if (control.placeholder !== undefined) {
        this.#textObject(control.placeholder, `${at}/placeholder`, 150, ['plain_text']);
      }
      this.#each(control.options, `${at}/options`, 1, 100, (o, place) => this.#option(o, place));
    } else this.#wrong(at, `unsupported element: ${String(control.type)}`);
  }

  /**
   * reference/block-kit/composition-objects/option-object: text 75, value "Maximum length for this
   * field is 150 characters" (75 in older copies, and still in the comments of @slack/types 3.2).
   */
  #option(option: unknown, at: string): void {
    if (!isObject(option)) return this.#wrong(at, 'is no object');
    this.#only(option, at, ['text', 'value', 'description']);
    this.#textObject(option.text, `${at}/text`, 75, ['plain_text']);
    this.#text(option.value, `${at}/value`, 1, 150);
  }

  /** reference/block-kit/blocks/rich-text-block */
  #richPart(part: unknown, at: string): void {
    if (!isObject(part)) return this.#wrong(at, 'is no object');
    const within = (allowed: readonly string[]) =>
      this.#each(part.elements, `${at}/elements`, 1, Infinity, (e, place) => {
        if (isObject(e) && !allowed.includes(String(e.type))) {
          this.#wrong(place, `unsupported type: ${String(e.type)}`);
        } else this.#richElement(e, place);
      });
    switch (part.type) {
      case 'rich_text_section':
      case 'rich_text_quote':
        this.#only(part, at, ['elements', 'border']);
        return within(RICH_ELEMENTS);
      case 'rich_text_preformatted':
        this.#only(part, at, ['elements', 'border', 'language']);
        return within(['text', 'link']);
      case 'rich_text_list': {
        this.#only(part, at, ['elements', 'style', 'indent', 'offset', 'border']);
        if (part.style !== 'bullet' && part.style !== 'ordered') this.#wrong(at, 'style');
        const indent = part.indent ?? 0;
        if (!Number.isInteger(indent) || Number(indent) < 0 || Number(indent) > 8) {
          this.#wrong(at, 'indent must be 0 to 8');
        }
        return this.#each(part.elements, `${at}/elements`, 1, Infinity, (e, place) => {
          if (!isObject(e) || e.type !== 'rich_text_section') this.#wrong(place, 'no section');
          else this.#richPart(e, place);
        });
      }
      default:
        return this.#wrong(at, `unsupported type: ${String(part.type)}`);
    }
  }

  #richElement(element: unknown, at: string): void {
    if (!isObject(element)) return this.#wrong(at, 'is no object');
    if (element.style !== undefined && !isObject(element.style)) this.#wrong(at, 'style');
    switch (element.type) {
      case 'text':
        this.#only(element, at, ['text', 'style']);
        return this.#text(element.text, `${at}/text`, 1, Infinity);
      case 'link':
        this.#only(element, at, ['url', 'text', 'style', 'unsafe']);
        if (element.text !== undefined) this.#text(element.text, `${at}/text`, 1, Infinity);
        this.#text(element.url, `${at}/url`, 1, 3000);
        if (!URL.canParse(String(element.url))) this.#wrong(at, 'invalid url');
        return undefined;
      default:
        // Mentions of people, groups, channels and everybody: allowed by Slack, and told as such.
        return undefined;
    }
  }

  /** reference/block-kit/composition-objects/text-object: 1 to 3,000 characters */
  #textObject(value: unknown, at: string, most: number, kinds: readonly string[]): void {
    if (!isObject(value)) return this.#wrong(at, 'missing required field');
    if (!kinds.includes(String(value.type))) this.#wrong(at, `type must be ${kinds.join(' or ')}`);
    this.#only(value, at, value.type === 'mrkdwn' ? ['text', 'verbatim'] : ['text', 'emoji']);
    this.#text(value.text, `${at}/text`, 1, Math.min(most, 3000));
  }

  #text(value: unknown, at: string, least: number, most: number): void {
    if (typeof value !== 'string') return this.#wrong(at, 'must be a string');
    if (value.length < least) this.#wrong(at, `must be more than ${least - 1} characters`);
    if (value.length > most) this.#wrong(at, `must be less than ${most + 1} characters`);
  }

  #each(
    list: unknown,
    at: string,
    least: number,
    most: number,
    check: (item: unknown, at: string) => void,
  ): void {
    if (!Array.isArray(list)) return this.#wrong(at, 'must be an array');
    if (list.length < least) this.#wrong(at, `no fewer than ${least} items`);
    if (list.length > most) this.#wrong(at, `no more than ${most} items`);
    for (const [i, item] of list.entries()) check(item, `${at}/${i}`);
  }

  #unique(list: unknown, key: string, at: string): void {
    if (!Array.isArray(list)) return;
    const values = list.map((item) => (item as Json)?.[key]).filter((v) => v !== undefined);
    if (new Set(values).size < values.length) this.#wrong(at, `${key} must be unique`);
  }

  #only(value: Json, at: string, fields: readonly string[]): void {
    for (const key of Object.keys(value)) {
      if (key !== 'type' && key !== 'block_id' && !fields.includes(key)) {
        this.#wrong(`${at}/${key}`, 'unknown field');
      }
    }
  }

  #wrong(at: string, what: string): void {
    this.#problems.push(`${what} [json-pointer:${at}]`);
  }
}

/** reference/block-kit/block-elements/rich-text-section-element */
const RICH_ELEMENTS = [
  'broadcast',
  'channel',
  'color',
  'date',
  'emoji',
  'link',
  'team',
  'text',
  'user',
  'usergroup',
];

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';
import { beforeAll, describe, expect, test } from 'vitest';
import { readSeeds } from '../../src/adapters/seeds/seed-files.ts';
import { catalogueOf } from '../../src/chat/catalogue.ts';
import { INTL_TAG, phrasebook } from '../../src/chat/phrasebook.ts';
import { argumentKey, argumentNameIn } from '../../src/chat/registry.ts';
import type { Reply, Span, Spans } from '../../src/chat/reply.ts';
import { registry } from '../../src/commands/index.ts';
import { LOCALES, type Locale } from '../../src/domain/locale.ts';
import { type Ask, asker } from '../support/asker.ts';

const english = catalogueOf('en');

/** The names of the values that a message is given. */
function slots(message: string, locale: Locale): string[] {
  const found = new Set<string>();
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) node.forEach(walk);
    else if (typeof node === 'object' && node !== null) {
      const { type, value, options, children } = node as Record<string, unknown>;
      // Of the parser's node types 0 is plain text, 7 the count within a plural, 8 a tag.
      if (typeof value === 'string' && type !== 0 && type !== 7 && type !== 8) found.add(value);
      walk(Object.values(options ?? {}));
      walk(children);
      walk(Array.isArray((node as { value?: unknown }).value) ? value : undefined);
    }
  };
  walk(new IntlMessageFormat(message, INTL_TAG[locale]).getAst());
  const inOptions = message.match(/\{(\w+)(?=[,}])/g) ?? [];
  for (const slot of inOptions) found.add(slot.slice(1));
  return [...found].sort();
}

describe.each(LOCALES.filter((l) => l !== 'en'))('the messages in %s', (locale) => {
  const own = catalogueOf(locale);

  test('have the same keys as the English ones', () => {
    expect([...own.keys()].sort()).toEqual([...english.keys()].sort());
  });

  test('put in the same values', () => {
    for (const [key, message] of own) {
      expect([key, ...slots(message, locale)]).toEqual([
        key,
        ...slots(english.get(key) ?? '', 'en'),
      ]);
    }
  });

  test('are not left in English', () => {
    const same = [...own].filter(
      ([key, message]) => message === english.get(key) && /[a-z]{3,} [a-z]{3,}/i.test(message),
    );
    expect(same).toEqual([]);
  });
});

test('every message that the program asks for is there', () => {
  const files = ['src/chat', 'src/commands', 'src/cli'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => readFileSync(join(folder, name), 'utf8')),
  );
  const asked = files.flatMap((code) =>
    [...code.matchAll(/book\.(?:text|spans)\(\s*'([\w.-]+)'/g)].map((m) => m[1] as string),
  );
  const errors = files.flatMap((code) =>
    [...code.matchAll(/new UserError\(\s*'([\w-]+)'/g)].map((m) => `error.${m[1]}`),
  );
  expect(asked.length).toBeGreaterThan(60);
  expect(errors.length).toBeGreaterThan(15);
  for (const key of [...asked, ...errors])
    expect([key, english.get(key) !== undefined]).toEqual([key, true]);
});

test('every command and argument has a name and a description, fit for every platform', () => {
  for (const locale of LOCALES) {
    const book = phrasebook(locale);
    const check = (name: string, about: string) => {
      expect(name).toMatch(/^[-_\p{L}\p{N}\p{M}]{1,32}$/u);
      expect(name).toBe(name.toLowerCase());
      expect([...about].length).toBeLessThanOrEqual(100);
    };
    for (const command of registry.commands) {
      const key = `command.${command.name}`;
      check(book.text(`${key}.name`), book.text(`${key}.about`));
      const names = Object.keys(command.parameters);
      for (const argument of names) {
        const words = argumentKey(command, argument);
        check(book.text(`${words}.name`), book.text(`${words}.about`));
      }
      const spellings = names.map((argument) => argumentNameIn(locale, command, argument));
      expect(new Set(spellings).size).toBe(spellings.length);
    }
  }
});

test('counts inflect', () => {
  const told = (locale: Locale, key: string, count: number) =>
    phrasebook(locale).text(key, { count, who: 'X' });
  expect(told('en', 'meetings.title', 0)).toMatch(/^No meetings/);
  expect(told('en', 'meetings.title', 1)).toMatch(/^One meeting:/);
  expect(told('en', 'meetings.title', 2)).toMatch(/^2 meetings/);
  const nth = (n: number) => phrasebook('en').text('series.nth', { series: 'S', ordinal: n });
  expect([1, 2, 3, 4, 11, 12, 21, 22].map(nth)).toEqual(
    ['1st', '2nd', '3rd', '4th', '11th', '12th', '21st', '22nd'].map((n) => `S, ${n} round`),
  );
  for (const locale of LOCALES) {
    for (const [key, message] of catalogueOf(locale)) {
      // A figure beside a bare plural in English is a count that forgot to inflect.
      if (locale === 'en')
        expect([key, /\{count(, number)?\} [a-z]+s\b/.test(message)]).toEqual([key, false]);
    }
    expect(told(locale, 'meetings.title', 0)).not.toBe(told(locale, 'meetings.title', 3));
  }
});

describe('no English sentence stands in a reply of another language', () => {
  let ask: Ask;
  beforeAll(async () => {
    ask = asker(await readSeeds('seeds'));
  });

  /** Words that run through any English sentence and are no word of Indonesian. */
  const ENGLISH = /\b(the|of|and|was|with|from|that|this|which|not|for|on)\b/gi;

  /** All the text that is the bot's own: not a name, a quotation or a title in its own language. */
  function* ownWords(node: unknown): Generator<string> {
    if (Array.isArray(node)) for (const child of node) yield* ownWords(child);
    else if (typeof node === 'object' && node !== null) {
      const span = node as Partial<Span> & { label?: unknown; spans?: Spans };
      if (span.kind === 'text' && typeof span.text === 'string') {
        if (!('style' in span && span.style === 'code')) yield span.text;
      } else if (span.kind === 'date') yield span.text ?? '';
      else if (span.kind !== undefined && typeof span.text === 'string') return;
      else {
        if (typeof span.label === 'string') yield span.label;
        yield* ownWords(Object.values(node));
      }
    }
  }

  const questions = [
    ...registry.commands.map((command) => command.example),
    '/lastmeeting wang-yi before 2023-12-31',
    '/lastmeeting park-jin with wang-yi before 2023-08-01',
    '/lastmeeting xi-jinping',
    '/event lima summit yoon xi',
    '/meetings kr with jp',
    '/upcoming 365',
    '/sources kr-cn-fm-busan-2023',
    '/help',
    '/lastmeeting cho',
    '/lastmeeting nobody',
    '/nonsense',
    '/lastmeeting',
    '/upcoming 0',
  ];

  test.each(LOCALES.filter((l) => l !== 'en'))('%s', async (locale) => {
    const asked = questions.flatMap((line) => [
      [line, { locale }] as const,
      [line, { locale, corpus: 'documents' }] as const,
    ]);
    for (const [line, circumstances] of asked) {
      const { reply } = await ask(line, circumstances);
      for (const words of ownWords(reply satisfies Reply)) {
        const english = words.replace(/[“「『].*?[”」』]/g, '').match(ENGLISH) ?? [];
        expect([line, english.length < 2 ? '' : words]).toEqual([line, '']);
      }
    }
  });

  test('of which this test itself would tell', async () => {
    const { reply } = await ask('/lastmeeting wang-yi', { locale: 'en' });
    const found = [...ownWords(reply)].filter((words) => (words.match(ENGLISH) ?? []).length >= 2);
    expect(found.length).toBeGreaterThan(3);
  });
});

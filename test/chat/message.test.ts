/** Messages are put together here as the library that reads them would put them together. */
import fc from 'fast-check';
import { IntlMessageFormat } from 'intl-messageformat';
import { expect, test } from 'vitest';
import { catalogueOf } from '../../src/chat/catalogue.ts';
import { messageOf } from '../../src/chat/message.ts';
import { INTL_TAG } from '../../src/chat/phrasebook.ts';
import { bold, plainText, type Span, text } from '../../src/chat/reply.ts';
import { LOCALES } from '../../src/domain/locale.ts';

/** The names of the values that a message takes, and whether each is a number. */
function valuesOf(nodes: readonly unknown[], found = new Map<string, boolean>()) {
  for (const node of nodes as Record<string, never>[]) {
    const { type, value, options = {}, children = [] } = node as Record<string, unknown>;
    // The parser's types: 1 a value, 2 a number, 5 a choice by word, 6 one by number, 8 a tag.
    if (type === 1 || type === 5) found.set(value as string, found.get(value as string) ?? false);
    if (type === 2 || type === 6) found.set(value as string, true);
    for (const option of Object.values(options as object)) valuesOf(option.value, found);
    valuesOf(children as unknown[], found);
  }
  return found;
}

const written = (parts: unknown): string => [parts].flat(9).join('');

test.each(LOCALES)('every message in %s, whatever is put into it', (locale) => {
  const tag = INTL_TAG[locale];
  for (const [key, words] of catalogueOf(locale)) {
    const oracle = new IntlMessageFormat(words, tag);
    const message = messageOf(words, tag);
    const names = valuesOf(oracle.getAst());
    const values = fc.record(
      Object.fromEntries(
        [...names].map(([name, isNumber]) => [
          name,
          isNumber
            ? fc.oneof(fc.nat({ max: 130 }), fc.nat({ max: 10_000_000 }))
            : fc.oneof(fc.string(), fc.constantFrom('yes', 'other', 'Wang Yi')),
        ]),
      ),
    );
    fc.assert(
      fc.property(values, (given) => {
        const tags = { b: written, code: written };
        const expected = written(oracle.format({ ...given, ...tags } as never));
        expect([key, plainText(message(given))]).toEqual([key, expected]);
      }),
      { numRuns: names.size === 0 ? 1 : 12 },
    );
  }
});

test('spans keep their kind, tags become styles, and neighbours of one style are one', () => {
  const who: Span = { kind: 'person', text: 'Wang Yi', id: 'wang-yi' };
  const message = messageOf('<b>{who}</b> said {what}{more}, <code>/{command}</code>', 'en-GB');
  expect(message({ who, what: 'much', more: [text('!'), bold('?')], command: 'help' })).toEqual([
    who,
    text(' said much!'),
    bold('?'),
    text(', '),
    { kind: 'text', text: '/help', style: 'code' },
  ]);
  expect(() => message({ who })).toThrow(/"what".*said/);
});

test('what it cannot put together is refused when it is read', () => {
  expect(() => messageOf('{when, date}', 'en-GB')).toThrow(/when/);
  expect(() => messageOf('<i>no</i>', 'en-GB')).toThrow(/"i"/);
});

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { gatherSeeds, readSeeds, SeedsError } from '../../src/adapters/seeds/seed-files.ts';
import { CAST } from '../support/yaml-archive.ts';

/** What is said of files that are wrong. */
function complaint(...files: string[]): string {
  try {
    gatherSeeds([CAST, ...files].map((yaml, i) => [`f${i}.yaml`, yaml] as const));
  } catch (error) {
    if (error instanceof SeedsError) return error.message;
    throw error;
  }
  throw new Error('nothing was wrong');
}

describe('a mistake is named with its file, line, field and what was expected', () => {
  test.each([
    ['broken YAML', 'events: [', /^f1\.yaml:1: broken YAML: /],
    ['a key twice', 'events: []\nevents: []', /^f1\.yaml:2: broken YAML: .*unique/i],
    ['not a mapping', '- a', /^f1\.yaml:1: expected a mapping/],
    ['an unknown list', 'evnets: []', /^f1\.yaml:1: evnets: expected one of source, .*events/],
    ['no list', 'events: {}', /^f1\.yaml:1: events: expected a list/],
    [
      'an impossible date',
      'source: doc\nevents:\n  - id: e\n    kind: act\n    date: 2023-02-29',
      /^f1\.yaml:5: events\[0\]\.date\[0\]\.is: "2023-02-29" is not a date .*Day must be 01-28/,
    ],
    [
      'an unknown field',
      'source: doc\nevents:\n  - {id: e, date: 2023, knid: act}',
      /^f1\.yaml:3: events\[0\]: expected no field "knid" here/,
    ],
    [
      'an unknown kind',
      'source: doc\nevents:\n  - {id: e, date: 2023, kind: party}',
      /^f1\.yaml:3: events\[0\]\.kind: expected one of "meeting"/,
    ],
    [
      'an id that leads nowhere',
      'source: doc\nevents:\n  - id: e\n    date: 2023\n    participants:\n      - {side: KR, person: nobody}',
      /^f1\.yaml:6: events\[0\]\.participants\[0\]\.person: expected the id of a person; there is no "nobody"/,
    ],
    ['no source', 'events:\n  - {id: e, date: 2023}', /^f1\.yaml:2: events\[0\]\.sources\[0\]: /],
    [
      'an inference without its ground',
      'source: doc\nevents:\n  - {id: e, date: {is: 2023, basis: inferred}}',
      /events\[0\]\.date\[0\]\.ground: expected the ground/,
    ],
    [
      'an id given twice',
      'people:\n  - {id: ann, name: {en: Other}, country: KR}',
      /^f1\.yaml:2: people\[0\]\.id: expected an id of its own; "ann" stands at f0\.yaml:\d+/,
    ],
    [
      'no date in any account',
      'source: doc\nevents:\n  - {id: e, kind: act}',
      /^f1\.yaml:3: events\[0\]: expected a date/,
    ],
    [
      'a reply to a point that is not there',
      'source: doc\nevents:\n  - {id: e, date: 2023, points: [{id: a, side: KR, act: pledge, gist: {en: x}, reply_to: b}]}',
      /points\[0\]\.reply_to: expected a point of this event; there is no "b"/,
    ],
    [
      'an unknown zone',
      'places:\n  - {id: p, name: {en: P}, country: KR, zone: Asia/Nowhere}',
      /^f1\.yaml:2: places\[0\]\.zone: expected an IANA time zone/,
    ],
    [
      'hidden characters',
      'topics:\n  - {id: t, name: {en: "a\\u202Eb"}}',
      /^f1\.yaml:2: topics\[0\]\.name\.en: expected text without control characters/,
    ],
    [
      'a prototype in place of a field',
      'topics:\n  - {id: t, name: {en: a}, __proto__: {polluted: 1}}',
      /^f1\.yaml:2: topics\[0\]: expected no field "__proto__" here/,
    ],
  ])('%s', (_, yaml, expected) => {
    expect(complaint(yaml)).toMatch(expected);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });

  test('every mistake is told at once, in the order of the files', () => {
    const said = complaint(
      'source: doc\nevents:\n  - {id: e, date: x}\n  - {id: f, date: y}',
    ).split('\n');
    expect(said).toHaveLength(2);
    expect(said[0]).toMatch(/^f1\.yaml:3/);
    expect(said[1]).toMatch(/^f1\.yaml:4/);
  });
});

test('the order of entries and files does not matter to what is held', () => {
  const entries = [
    'sources: [doc]\n    date: "[2023-08..2023-12]"',
    'sources: [rec]\n    date: 2023-11-26',
  ].map((body) => `events:\n  - id: e\n    ${body}\n`);
  const [a = '', b = ''] = entries;
  const held = (files: string[]) =>
    gatherSeeds([CAST, ...files].map((yaml, i) => [`f${i}.yaml`, yaml] as const)).event[0];
  const sources = (files: string[]) =>
    held(files)
      ?.accounts.map((x) => x.sources[0])
      .sort();
  expect(sources([a, b])).toEqual(sources([b, a]));
});

test('any text at all is records or a list of mistakes, never another error', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.json(),
        fc.json().map((j) => `events: [${j}]`),
      ),
      (yaml) => {
        try {
          gatherSeeds([['f.yaml', yaml]]);
        } catch (error) {
          expect(error).toBeInstanceOf(SeedsError);
        }
      },
    ),
    { numRuns: 500 },
  );
});

test('a bomb of aliases is refused', () => {
  const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c,*c,*c,*c,*c]`;
  expect(() => gatherSeeds([['f.yaml', bomb]])).toThrow(SeedsError);
});

describe('a folder', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'seeds-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  test('is read with all folders below it', async () => {
    await mkdir(join(folder, 'people'));
    await writeFile(join(folder, 'people', 'cast.yaml'), CAST);
    await writeFile(join(folder, 'notes.txt'), 'not YAML: [');
    expect((await readSeeds(folder)).person).toHaveLength(4);
  });

  test('that is missing or empty is told', async () => {
    await expect(readSeeds(join(folder, 'none'))).rejects.toThrow(/none: there is no such folder/);
    await expect(readSeeds(folder)).rejects.toThrow(/expected \.yaml files; there are none/);
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { find } from '../../src/archive/find.ts';
import { TextIndex, termsOf } from '../../src/archive/text-index.ts';
import { archiveOf, day } from '../support/yaml-archive.ts';

describe('terms', () => {
  test.each([
    ['Constructive-Role!', ['constructive', 'role']],
    ['건설적 역할', ['건설', '설적', '역할']],
    ['建设性作用', ['建设', '设性', '性作', '作用']],
    ['왕이와 wang', ['왕이', '이와', 'wang']],
    ['Ｆ Té', ['f', 'te']],
    ['王', ['王']],
    ['', []],
  ])('%s', (text, expected) => {
    expect(termsOf(text)).toEqual(expected);
  });
});

test('the index finds what a search through every text finds', () => {
  const word = fc.constantFrom('alpha', 'beta', 'gamma', '건설적', '역할', '建设', '作用', 'delta');
  const text = fc.array(word, { minLength: 1, maxLength: 6 }).map((words) => words.join(' '));
  fc.assert(
    fc.property(fc.array(text, { minLength: 1, maxLength: 30 }), text, (documents, query) => {
      const index = new TextIndex();
      for (const document of documents) index.add([document]);
      while (!index.close(() => false)); // put in order one by one
      const hits = index.search(query);
      const ranked = hits.best(hits.count);
      const found = ranked.map((hit) => hit.document).sort((a, b) => a - b);
      const wanted = termsOf(query);
      const expected = documents.flatMap((document, i) => {
        const terms = termsOf(document);
        return wanted.every((term) => terms.includes(term)) ? [i] : [];
      });
      expect(found).toEqual(expected);
    }),
  );
});

test('the first hits are those that come first among all', () => {
  const text = fc.array(fc.constantFrom('alpha', 'beta', 'gamma'), { minLength: 1, maxLength: 9 });
  fc.assert(
    fc.property(fc.array(text, { minLength: 1, maxLength: 200 }), fc.nat(60), (documents, most) => {
      const index = new TextIndex();
      for (const document of documents) index.add([document.join(' ')]);
      index.close();
      const few = index.search('alpha').best(most);
      const hits = index.search('alpha');
      const all = hits.best(hits.count);
      expect(few).toEqual(all.slice(0, most));
      for (const [i, hit] of all.slice(1).entries()) {
        expect(hit.score).toBeLessThanOrEqual(all[i]?.score as number);
      }
    }),
  );
});

describe('find', () => {
  const archive = archiveOf(`
source: rec
events:
  - id: said
    kind: meeting
    date: 2024-01-01
    participants: [{side: KR, person: ann}, {side: CN, person: bo}]
    points: [{id: p, side: CN, act: pledge, topic: trade, gist: {en: Promised to keep the road open., ko: 길을 열어 두겠다고 약속했다.}}]
  - id: elsewhere
    kind: meeting
    date: 2024-02-01
    place: seoul
    outcomes: [{id: o, gist: {en: Open the second road to keep the first.}}]
  - {id: ahead, kind: meeting, status: planned, date: 2027-01-01, place: seoul}
`);
  const found = (query: string) =>
    find(archive, query, day('2026-01-01'))
      .first(10)
      .map(({ id }) => id);

  test.each([
    ['road', ['elsewhere', 'said']],
    ['road open', ['elsewhere', 'said']],
    ['"road open"', ['said']],
    ['“keep the road”', ['said']],
    ['길을 열어', ['said']],
    ['무역', ['said']],
    ['able', ['said']],
    ['서울', ['ahead', 'elsewhere']],
    ['roa', ['elsewhere', 'said']],
    ['road nowhere', []],
    ['한국 promised', ['said']],
    ['울', ['ahead', 'elsewhere']], // within 서울
  ])('%s', (query, expected) => {
    expect(found(query).sort()).toEqual(expected);
  });

  test('a rarer word weighs more, and on equal weight the later comes first', () => {
    expect(found('seoul')).toEqual(['ahead', 'elsewhere']);
    expect(found('road')[0]).toBe('elsewhere');
  });
});

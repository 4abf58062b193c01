/**
 * The seeds with events in them that no test was written for: other pairs, other phrases, other
 * requests. What is expected of the seeds must still hold.
 */
import type { EventRecord } from '../../src/domain/record/event.ts';
import type { Holdings } from '../../src/domain/record/record.ts';
import { Random } from './random.ts';

export function unforeseen(holdings: Holdings, seed = 7): Holdings {
  const random = new Random(seed);
  const sources = holdings.source.filter((s) => s.corpus !== 'desk').map(({ id }) => id);
  const places = holdings.place.map(({ id }) => id);
  const topics = holdings.topic.map(({ id }) => id);
  const pairs: [string, string][] = [
    ['JP', 'ID'],
    ['US', 'JP'],
    ['DE', 'IT'],
    ['RU', 'KP'],
  ];
  const added = Array.from({ length: 200 }, (_, i): EventRecord => {
    const [a, b] = random.pick(pairs);
    const month = String(random.between(1, 12)).padStart(2, '0');
    return {
      id: `unforeseen-${i}`,
      accounts: [
        {
          sources: [random.pick(sources)],
          kind: random.pick(['meeting', 'summit', 'dialogue', 'call']),
          format: random.pick(['in-person', 'virtual']),
          date: [{ is: `${random.between(2019, 2026)}-${month}-${random.between(10, 28)}` }],
          place: [{ is: random.pick(places) }],
          participants: [{ side: a }, { side: b }],
          points: [
            {
              id: 'point',
              side: a,
              to: [b],
              act: random.pick(['request', 'pledge', 'concern']),
              topic: random.pick(topics),
              gist: { en: `Spoke of matter ${i}.` },
              wording: { text: `a matter of ${i} parts`, lang: 'en', verbatim: true },
            },
          ],
        },
      ],
    };
  });
  return {
    ...holdings,
    event: [...holdings.event, ...added].sort((a, b) => (a.id < b.id ? -1 : 1)),
  };
}

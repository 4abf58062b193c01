/** What part of the record a question is put to. */
import type { Account } from './record/event.ts';
import type { Holdings } from './record/record.ts';

/** `documents`: what the first documents say, and only that; `all`: everything held. */
export const CORPORA = ['documents', 'all'] as const;
export type Corpus = (typeof CORPORA)[number];

/** The holdings as they would be if only the sources of that corpus had been read. */
export function withinCorpus(holdings: Holdings, corpus: Corpus): Holdings {
  if (corpus === 'all') return holdings;
  const source = holdings.source.filter((s) => s.corpus === 'documents');
  const kept = new Set(source.map((s) => s.id));
  const read = <T extends { sources: string[] }>(items: readonly T[]): T[] =>
    items.flatMap((item) => {
      const sources = item.sources.filter((id) => kept.has(id));
      return sources.length > 0 ? [{ ...item, sources }] : [];
    });
  const event = holdings.event.flatMap((record) => {
    const accounts: Account[] = read(record.accounts);
    return accounts.some((a) => a.date) ? [{ ...record, accounts }] : [];
  });
  const events = new Set(event.map((e) => e.id));
  return {
    ...holdings,
    source,
    person: holdings.person.map((p) => ({ ...p, tenures: read(p.tenures ?? []) })),
    event,
    milestone: holdings.milestone.filter((m) => events.has(m.event)),
    claim: read(holdings.claim).filter((c) => events.has(c.event)),
    coverage: holdings.coverage.filter((c) => c.sources?.some((id) => kept.has(id))),
  };
}

/** Verdicts on claims, with the evidence and the arithmetic on which they rest. */
import type { Ground } from '../../archive/claims/completeness.ts';
import type { Evidence, Finding } from '../../archive/claims/finding.ts';
import type { Tolerance } from '../../domain/dates/claimed-span.ts';
import { type FuzzyDate, fuzzyDate } from '../../domain/dates/fuzzy-date.ts';
import type { ClaimedSpan } from '../../domain/record/diary.ts';
import type { Asking } from '../command.ts';
import { type Block, type ListItem, type Spans, text } from '../reply.ts';
import type { Citations } from './citations.ts';
import { dateSpan, tellCount, tellSpan } from './dates.ts';
import { citedItem, eventLine } from './events.ts';
import { coverageSpans } from './reach.ts';

/** Of which event, the reckoning, and what the claim implies. */
export function findingRows(asking: Asking, finding: Finding): { label: string; spans: Spans }[] {
  const { book } = asking;
  const { event, arithmetic, implied, counted } = finding;
  const rows: { label: string; spans: Spans }[] = [];
  const row = (label: string, spans: Spans) =>
    rows.push({ label: book.text(`label.${label}`), spans });
  if (event) row('of-event', eventLine(asking, event));
  if (arithmetic) {
    const { from, to, span, claimed, tolerance } = arithmetic;
    const calendar = tellSpan(book, span);
    const days = span.kind === 'exact' ? tellCount(book, 'day', span.days) : calendar;
    row(
      'reckoning',
      book.spans(days === calendar ? 'check.reckoned' : 'check.reckoned-days', {
        from: dateSpan(book, from, 'plain'),
        to: dateSpan(book, to, 'plain'),
        days,
        calendar,
      }),
    );
    if (claimed && tolerance) row('claimed', toleranceSpans(asking, claimed, tolerance));
  }
  const earlier = implied === undefined ? undefined : impliedOf(implied);
  if (earlier) {
    row('implied', book.spans('check.implied', { date: dateSpan(book, earlier, 'plain') }));
  }
  if (counted) {
    const [least, most] = counted;
    const key = least === most ? 'check.counted' : 'check.counted-range';
    row('counted', book.spans(key, { least, most }));
  }
  return rows;
}

/** Before the year 1000 there is no notation; nor any claim of which one would tell. */
function impliedOf(edtf: string): FuzzyDate | undefined {
  return /^\[?[1-9]\d{3}/.test(edtf) ? fuzzyDate(edtf) : undefined;
}

/** `about 4 months; fits from 18 days less to 29 days more` */
function toleranceSpans(asking: Asking, claimed: ClaimedSpan, { least, most }: Tolerance): Spans {
  const { book } = asking;
  const span = tellClaimedSpan(asking, claimed);
  if (least === 0 && most === 0) return book.spans('check.to-the-day', { span });
  return book.spans('check.tolerance', {
    span,
    less: tellCount(book, 'day', -least),
    more: tellCount(book, 'day', most),
  });
}

/** `about 2 years, 7 months` */
export function tellClaimedSpan({ book }: Asking, span: ClaimedSpan): string {
  const parts = (['year', 'month', 'week', 'day'] as const).flatMap((unit) => {
    const count = span[`${unit}s`];
    return count ? [tellCount(book, unit, count)] : [];
  });
  const told = new Intl.ListFormat(book.tag, { type: 'unit', style: 'long' }).format(parts);
  const hedge = (['about', 'nearly', 'over'] as const).find((word) => span[word]);
  return hedge ? book.text(`check.${hedge}`, { span: told }) : told;
}

/** Each piece of evidence with what it is evidence of. */
export function evidenceBlocks(
  asking: Asking,
  evidence: readonly Evidence[],
  cites: Citations,
): Block[] {
  const { book } = asking;
  if (evidence.length === 0) return [];
  const shown = evidence.slice(0, MOST_SHOWN);
  const items = shown.map(
    ({ event, role }): ListItem => ({
      ...citedItem(asking, event, cites),
      details: [book.spans(`evidence.${role}`)],
    }),
  );
  const more = evidence.length - shown.length;
  if (more > 0) items.push({ spans: [text(book.text('list.more', { count: more }))] });
  return [
    { kind: 'heading', spans: book.spans('heading.evidence') },
    { kind: 'list', items },
  ];
}

const MOST_SHOWN = 10;

/** On what the archive's completeness rests. */
export function groundNotes(asking: Asking, ground: Ground | undefined): Block[] {
  if (!ground) return [];
  const { book } = asking;
  const spans = ground.declared.map((coverage) => coverageSpans(asking, coverage));
  if (ground.ordinals) {
    const [first, last] = ground.ordinals;
    spans.push(book.spans('check.ordinals', { first, last }));
  }
  return spans.map((s) => ({ kind: 'note', tone: 'info', spans: s }));
}

export const plainGround = (ground: Ground | undefined) =>
  ground
    ? { declared: ground.declared.map(({ id }) => id), ordinals: ground.ordinals ?? null }
    : null;

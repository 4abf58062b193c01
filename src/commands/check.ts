import type { Asserted } from '../archive/claims/check.ts';
import type { Arithmetic, Finding } from '../archive/claims/finding.ts';
import { claimsOf } from '../archive/claims/recorded.ts';
import { plainEvent, plainReach } from '../archive/plain.ts';
import { type Reach, reachOf } from '../archive/reach.ts';
import { event } from '../chat/arguments/event.ts';
import { phrases } from '../chat/arguments/plain.ts';
import { checkClaim } from '../chat/claims/check.ts';
import { type Asking, command, optional, required } from '../chat/command.ts';
import { type Block, bold, type ListItem } from '../chat/reply.ts';
import { tellAsserted } from '../chat/tell/asserted.ts';
import { Citations } from '../chat/tell/citations.ts';
import { evidenceBlocks, findingRows, groundNotes, plainGround } from '../chat/tell/claims.ts';
import { reachNotes } from '../chat/tell/reach.ts';
import type { Claim } from '../domain/record/diary.ts';

const LONGEST_CLAIM = 400;

/** Whether a claim about the record holds, with all that the verdict rests on. */
export const check = command({
  name: 'check',
  parameters: {
    claim: required(phrases(LONGEST_CLAIM)),
    event: optional(event),
  },
  example: '/check first Korea-China strategic dialogue in two years and seven months',
  run(asking, args) {
    const { archive, reader, book } = asking;
    const { asserted, finding } = checkClaim(archive, args.claim, args.event, reader.today);
    const { verdict, reason } = finding;
    const cites = new Citations(asking);
    const claims =
      finding.event && asserted.kind !== 'held' ? claimsOf(archive, finding.event, asserted) : [];
    const reach = reachFor(asking, asserted, finding);
    const blocks: Block[] = [
      { kind: 'text', spans: book.spans(`reason.${reason}`) },
      {
        kind: 'facts',
        rows: [
          { label: book.text('label.read-as'), spans: tellAsserted(asking, asserted) },
          ...findingRows(asking, finding),
        ],
      },
      ...evidenceBlocks(asking, finding.evidence, cites),
      ...claimedBy(asking, claims, cites),
      ...groundNotes(asking, finding.ground),
      ...cites.blocks(),
      ...(reach ? reachNotes(asking, reach) : []),
    ];
    return {
      reply: {
        locale: book.locale,
        title: book.spans('check.title', {
          verdict: bold(book.text(`verdict.${verdict}`)),
          claim: { kind: 'foreign', text: args.claim, lang: 'und' },
        }),
        blocks,
        actions: finding.event
          ? [
              {
                label: book.text('action.whole'),
                invocation: { command: 'event', args: { event: finding.event.id } },
              },
            ]
          : [],
      },
      data: () => ({
        verdict,
        reason,
        asserted,
        event: finding.event ? plainEvent(archive, finding.event, reader.today) : null,
        evidence: finding.evidence.map(({ event, role }) => ({
          role,
          ...plainEvent(archive, event, reader.today),
        })),
        arithmetic: finding.arithmetic ? plainArithmetic(finding.arithmetic) : null,
        implied: finding.implied ?? null,
        counted: finding.counted ?? null,
        ground: plainGround(finding.ground),
        claimedBy: claims.map(({ id, stated, lang, sources }) => ({ id, stated, lang, sources })),
        coverage: reach ? plainReach(archive, reach) : null,
      }),
    };
  },
});

/** Those who claimed it, in their own words. */
function claimedBy(asking: Asking, claims: readonly Claim[], cites: Citations): Block[] {
  if (claims.length === 0) return [];
  const items = claims.map(({ stated, lang, sources }): ListItem => {
    const quote = { kind: 'quote' as const, text: stated, lang, verbatim: true };
    return { spans: [quote, ...cites.cite(sources)] };
  });
  return [
    { kind: 'heading', spans: asking.book.spans('heading.claimed-by') },
    { kind: 'list', items },
  ];
}

/** How far the archive reaches for the two of whom it is claimed. */
function reachFor(
  { archive, reader }: Asking,
  asserted: Asserted,
  { event, ground }: Finding,
): Reach | undefined {
  if (!('contact' in asserted)) return undefined;
  const [who, other] = asserted.contact.between.map((id) => archive.directory.party(id));
  if (!who) return undefined;
  const asked = { who, with: other, today: reader.today, until: reader.today };
  const reach = reachOf(archive, asked, event ? [event] : []);
  // What the verdict rests on is told with it already.
  const rest = reach.declared.filter((coverage) => !ground?.declared.includes(coverage));
  return { ...reach, declared: rest };
}

function plainArithmetic({ from, to, span, claimed, tolerance }: Arithmetic) {
  return {
    from: from.edtf,
    to: to.edtf,
    ...(span.kind === 'exact'
      ? { days: span.days, calendar: span.calendar }
      : { unit: span.unit, least: span.least, most: span.most }),
    claimed: claimed ?? null,
    tolerance: tolerance ?? null,
  };
}

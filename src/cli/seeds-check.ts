/** Checks seed files, and prints what they hold and where they are not at one. */
import { PLURAL, readSeeds } from '../adapters/seeds/seed-files.ts';
import { Archive } from '../archive/archive.ts';
import type { Finding } from '../archive/claims/finding.ts';
import { recordedFindings } from '../archive/claims/recorded.ts';
import { inventory, unmetCoverage } from '../archive/inventory.ts';
import { CORPORA } from '../domain/corpus.ts';
import { dayInZone } from '../domain/dates/day.ts';
import type { Conflict } from '../domain/events/conflicts.ts';
import { KNOWLEDGE } from '../domain/record/record.ts';

export async function checkSeeds(
  folder: string,
  now: Date,
  zone: string,
  out: (text: string) => void,
): Promise<void> {
  const holdings = await readSeeds(folder);
  const today = dayInZone(now, zone);
  for (const corpus of CORPORA) {
    const archive = new Archive(holdings, corpus);
    const { counts, conflicts } = inventory(archive, today);
    const held = KNOWLEDGE.map((type) => `${counts[type]} ${PLURAL[type]}`).join(', ');
    out(`corpus ${corpus}: ${held}\n`);
    for (const event of conflicts) {
      for (const conflict of archive.view(event).conflicts) {
        out(`  conflict: ${event.id}: ${conflictLine(conflict)}\n`);
      }
    }
    for (const unmet of unmetCoverage(archive, today)) {
      switch (unmet.kind) {
        case 'no-events':
          out(`  unmet: coverage ${unmet.coverage.id}: no event of it is held\n`);
          break;
        case 'missing-ordinals':
          out(`  unmet: series ${unmet.series}: not held: ${unmet.ordinals.join(', ')}\n`);
          break;
        case 'unreported':
          out(`  unmet: ${unmet.event.id}: planned, the day has passed, no report is held\n`);
          break;
      }
    }
    for (const { claim, finding } of recordedFindings(archive, today)) {
      out(`  claim: ${claim.id}: ${finding.verdict} (${finding.reason}): ${claimLine(finding)}\n`);
    }
  }
  out('All files are valid.\n');
}

function conflictLine({ field, person, values }: Conflict): string {
  const told = values.map(
    ({ value, stated, sources }) =>
      `${value}${stated ? ` “${stated}”` : ''} (${sources.join(', ')})`,
  );
  return `${field}${person ? ` of ${person}` : ''}: ${told.join(' / ')}`;
}

/** `kr-cn-fm-virtual-2022-02: 2021-10-29 to 2022-02-28, 122 days; anchor kr-cn-fm-rome-2021` */
function claimLine({ event, arithmetic, implied, evidence, ground }: Finding): string {
  const span = arithmetic?.span;
  const parts = [
    ...(arithmetic ? [`${arithmetic.from.edtf} to ${arithmetic.to.edtf}`] : []),
    ...(span?.kind === 'exact' ? [`${span.days} days`] : []),
    ...(implied === undefined ? [] : [`implies ${implied}`]),
    ...evidence.map(({ event: other, role }) => `${role} ${other.id}`),
    ...(ground?.declared.map(({ id }) => `by coverage ${id}`) ?? []),
    ...(ground?.ordinals ? [`by numbers ${ground.ordinals.join(' to ')}`] : []),
  ];
  return `${event?.id}${parts.length > 0 ? `: ${parts.join(', ')}` : ''}`;
}

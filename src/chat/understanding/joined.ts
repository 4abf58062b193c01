/**
 * The pieces of a question joined to what they belong to: an office to the name or the country beside
 * it, "before" to its date, "in" to its place. What is left over stays as it is.
 */
import type { Archive } from '../../archive/archive.ts';
import type { Rank } from '../../domain/record/reference.ts';
import { hasNotion, type Piece, type Role, type Sense, senseOf } from './senses.ts';

const DATE_ROLES: ReadonlySet<Role> = new Set(['before', 'after', 'since', 'until', 'on']);

export function joined(pieces: readonly Piece[], archive: Archive): Piece[] {
  let result = pieces.map(withoutStraySurname);
  result = namesWithCountry(withTitles(result, archive), archive);
  result = placesOrParties(result);
  return withThoseMeant(withRoles(result));
}

/** `Wang Yi and Park Jin: when did they last meet`: they are named. */
function withThoseMeant(pieces: readonly Piece[]): Piece[] {
  const named = pieces.filter((piece) => senseOf(piece, 'party') || senseOf(piece, 'parties'));
  const isPair = named.length > 1 || named.some((piece) => senseOf(piece, 'parties'));
  return pieces.map((piece) =>
    isPair && hasNotion(piece, 'they') ? { ...piece, senses: [{ kind: 'filler' }] } : piece,
  );
}

const isFiller = (piece: Piece | undefined): boolean =>
  piece?.senses.some(({ kind }) => kind === 'filler') ?? false;

/** The nearest piece that says something, in the direction of `step`. */
function neighbour(pieces: readonly Piece[], at: number, step: 1 | -1): number {
  let i = at + step;
  while (isFiller(pieces[i])) i += step;
  return i;
}

/** 王 or 윤 is a surname only beside an office: 王外长, 윤 대통령. */
function withoutStraySurname(piece: Piece, at: number, pieces: readonly Piece[]): Piece {
  if (piece.typed.length !== 1 || !senseOf(piece, 'party')) return piece;
  const isTitled = [pieces[at - 1], pieces[at + 1]].some((other) => senseOf(other, 'title'));
  if (isTitled) return { ...piece, senses: piece.senses.filter(({ kind }) => kind === 'party') };
  return { ...piece, senses: piece.senses.filter(({ kind }) => kind !== 'party') };
}

/** `Foreign Minister Wang`, `the Korean foreign minister`, `the foreign minister of China`. */
function withTitles(pieces: readonly Piece[], archive: Archive): Piece[] {
  const result = [...pieces];
  for (const [at, piece] of pieces.entries()) {
    const rank = rankOf(piece, archive);
    if (rank === undefined) continue;
    const sides = [neighbour(result, at, -1), neighbour(result, at, 1)];
    const person = sides.find((i) => isPerson(result[i]));
    if (person !== undefined) {
      const named = result[person] as Piece;
      result[person] = {
        ...named,
        senses: named.senses.map((s) => ofRank(s, rank, archive)),
      };
      result[at] = { ...piece, senses: [{ kind: 'filler' }] };
      continue;
    }
    // An office without a name tells the level at which the country sat.
    const country = sides.find((i) => senseOf(result[i], 'party')?.type === 'country');
    const held = country === undefined ? undefined : (result[country] as Piece);
    if (held && country !== undefined) {
      const senses = held.senses.map((s) => (s.kind === 'party' ? { ...s, rank } : s));
      result[country] = { ...held, senses };
    }
    result[at] = { ...piece, senses: [...piece.senses, { kind: 'level', rank }] };
  }
  return result;
}

/** That of the title, or of the office, that stands there. */
function rankOf(piece: Piece, archive: Archive): Rank | undefined {
  const office = senseOf(piece, 'office');
  return senseOf(piece, 'title')?.rank ?? (office && archive.office(office.id)?.rank);
}

const isPerson = (piece: Piece | undefined): boolean => senseOf(piece, 'party')?.type === 'person';

/** Of several who bear the surname, those who have held an office of the rank. */
function ofRank(sense: Sense, rank: Rank, archive: Archive): Sense {
  if (sense.kind !== 'party' || sense.ids.length < 2) return sense;
  const held = sense.ids.filter((id) => hasHeld(archive, id, rank));
  return held.length > 0 ? { ...sense, ids: held } : sense;
}

export const hasHeld = (archive: Archive, person: string, rank: Rank): boolean =>
  archive.person(person)?.tenures?.some(({ office }) => archive.office(office)?.rank === rank) ??
  false;

/** `Chinese Foreign Minister Wang Yi` is one party, not a country and a person. */
function namesWithCountry(pieces: readonly Piece[], archive: Archive): Piece[] {
  return pieces.map((piece, at) => {
    const country = senseOf(piece, 'party');
    if (country?.type !== 'country') return piece;
    const beside = [neighbour(pieces, at, 1), neighbour(pieces, at, -1)].map((i) =>
      senseOf(pieces[i], 'party'),
    );
    const isOf = beside.some(
      (other) =>
        other?.type === 'person' &&
        other.ids.every((id) => country.ids.includes(archive.person(id)?.country ?? '')),
    );
    return isOf && !senseOf(piece, 'place') ? { ...piece, senses: [{ kind: 'filler' }] } : piece;
  });
}

/** A capital stands for its government, unless something is said to be there. */
function placesOrParties(pieces: readonly Piece[]): Piece[] {
  const isCapital = (p: Piece | undefined) => senseOf(p, 'place') && senseOf(p, 'party');
  const several = pieces.filter(isCapital).length > 1;
  return pieces.map((piece, at) => {
    if (!isCapital(piece)) return piece;
    const before = pieces[at - 1];
    const after = pieces[at + 1];
    const country = senseOf(piece, 'party')?.ids[0] as string;
    const isThere =
      // The country is named already: what more its capital says is where.
      pieces.some((other) => other !== piece && !isCapital(other) && isNaming(other, country)) ||
      isRole(before, 'at', 'ahead') ||
      isRole(after, 'at', 'behind') ||
      (!several &&
        (hasNotion(after, 'meet') || [before, after].some((side) => senseOf(side, 'level'))));
    const wrong = isThere ? 'party' : 'place';
    return { ...piece, senses: piece.senses.filter(({ kind }) => kind !== wrong) };
  });
}

const isNaming = ({ senses }: Piece, country: string): boolean =>
  senses.some((s) => (s.kind === 'party' || s.kind === 'parties') && s.ids.includes(country));

const isRole = (piece: Piece | undefined, role: Role, side: 'ahead' | 'behind'): boolean =>
  piece?.senses.some((s) => s.kind === 'role' && s.role === role && s.side === side) ?? false;

const SIDES = [
  [1, 'behind'],
  [-1, 'ahead'],
] as const;

/** Dates with their "before" and "since", parties with their "to" and "by". */
function withRoles(pieces: readonly Piece[]): Piece[] {
  const result = [...pieces];
  for (const [at, piece] of pieces.entries()) {
    const isDate = senseOf(piece, 'when') !== undefined;
    const isPlace = senseOf(piece, 'place') !== undefined;
    if (!isDate && !isPlace && !senseOf(piece, 'party')) continue;
    const found = SIDES.flatMap(([step, side]) => {
      const beside = nearRole(result, at, step, side);
      const role = result[beside]?.senses.find(
        (s) =>
          s.kind === 'role' &&
          s.side === side &&
          (isDate ? DATE_ROLES.has(s.role) : isPlace ? s.role === 'at' : !DATE_ROLES.has(s.role)),
      );
      return role?.kind === 'role' ? [{ beside, role: role.role }] : [];
    });
    // 到2023年的, 自2017年以来: of what stands on both sides the one that bounds is told.
    const fits = found.find(({ role }) => role !== 'on') ?? found[0];
    if (!fits) continue;
    const owner = result[at] as Piece;
    const senses = owner.senses.map((s) =>
      s.kind === 'when' || s.kind === 'party' ? { ...s, role: fits.role } : s,
    );
    result[at] = { ...owner, senses };
    for (const { beside, role } of found) {
      if (role !== fits.role && role !== 'on') continue;
      result[beside] = { ...(result[beside] as Piece), senses: [{ kind: 'filler' }] };
    }
  }
  return result;
}

/** The word beside, or behind a filler that says nothing of its own: `since the year 2022`. */
function nearRole(
  pieces: readonly Piece[],
  at: number,
  step: 1 | -1,
  side: 'ahead' | 'behind',
): number {
  const isSought = (i: number) =>
    pieces[i]?.senses.some((s) => s.kind === 'role' && s.side === side) ?? false;
  return isSought(at + step) || !isFiller(pieces[at + step]) ? at + step : at + 2 * step;
}

/** A question that goes on from the one before: "and before that?", "with Xi Jinping?", "what did they say there?" */
import type { Archive } from '../../archive/archive.ts';
import { phrasebook } from '../phrasebook.ts';
import type { Registry } from '../registry.ts';
import type { Action, Invocation, Reply } from '../reply.ts';
import { hear } from './heard.ts';
import { isPlainlyOn } from './intents/intent.ts';
import { hasNotion, type Notion, type Piece } from './senses.ts';

/** What a conversation last spoke of. */
export interface Subject {
  readonly invocation: Invocation;
  /** The same question of the time before what was told, and of the time after. */
  readonly earlier?: Invocation | undefined;
  readonly later?: Invocation | undefined;
  /** The event that was told. */
  readonly event?: string | undefined;
}

/** The subject that an answer leaves behind. */
export function subjectOf(reply: Reply): Subject | undefined {
  if (!reply.asked || reply.error) return undefined;
  const book = phrasebook(reply.locale);
  const button = (key: string): Invocation | undefined =>
    reply.actions.find(({ label }: Action) => label === book.text(key))?.invocation;
  const event = button('action.sources')?.args.event ?? reply.asked.args.event;
  return {
    invocation: reply.asked,
    earlier: button('action.before') ?? button('action.page-before'),
    later: button('action.after') ?? button('action.page-after'),
    event: event === undefined ? undefined : String(event),
  };
}

/** What may be said around a follow-up without making it another question. */
const AROUND: readonly Notion[] = ['when', 'last', 'meet', 'who', 'what', 'where', 'they', 'that'];

/** Does it say nothing but that it goes on from something? */
export function isTurn(pieces: readonly Piece[]): boolean {
  const notions = new Set<Notion>([...AROUND, 'earlier', 'later', 'source', 'discussed', 'said']);
  const heard = hear(pieces, { notions, takes: [] });
  const goesOn = (['earlier', 'later', 'they', 'that'] as const).some((n) => heard?.notions.has(n));
  return goesOn && heard?.unknown.length === 0;
}

/** The commands that it may come to; undefined where it is a question of its own. */
export function followUp(
  pieces: readonly Piece[],
  subject: Subject,
  registry: Registry,
): readonly Invocation[] | undefined {
  const turn = hear(pieces, { notions: new Set([...AROUND, 'earlier', 'later']), takes: [] });
  if (turn?.notions.has('earlier')) return subject.earlier ? [subject.earlier] : undefined;
  if (turn?.notions.has('later')) return subject.later ? [subject.later] : undefined;
  const source = hear(pieces, {
    notions: new Set<Notion>(['source', 'what', 'that', 'where']),
    takes: [],
  });
  if (source?.notions.has('source') && subject.event !== undefined) {
    return [{ command: 'sources', args: { event: subject.event } }];
  }
  return changed(pieces, subject, registry);
}

/** `And with Park Jin?`: the same question with what is said now in the place of what was. */
function changed(
  pieces: readonly Piece[],
  { invocation }: Subject,
  registry: Registry,
): readonly Invocation[] | undefined {
  const notions = new Set<Notion>(['that', 'they']);
  const takes = ['party', 'level', 'title', 'format', 'when', 'topic'] as const;
  const heard = hear(pieces, { notions, takes });
  if (!heard || heard.words.length + heard.ranks.length + heard.formats.length === 0)
    return undefined;
  const parameters = registry.get(invocation.command)?.parameters ?? {};
  const has = (name: string) => Object.hasOwn(parameters, name);
  const args = { ...invocation.args };
  delete args.page;
  const put = (name: string, value: string | undefined): boolean => {
    if (value === undefined) return true;
    if (has(name)) args[name] = value;
    return has(name);
  };
  const { parties, ranks, formats, topics, whens } = heard;
  const isPut =
    parties.length < 2 &&
    whens.length < 2 &&
    put('level', ranks[0]) &&
    put('format', formats[0]) &&
    put('topic', topics[0]);
  if (!isPut) return undefined;
  const [when] = whens;
  if (when) {
    if (when.when.kind !== 'date') return undefined;
    const { edtf } = when.when.date;
    if (when.role === 'before' && has('before')) put('before', edtf);
    else if (isPlainlyOn(when) && has('on')) put('on', edtf);
    else if (isPlainlyOn(when) && has('in')) put('in', edtf);
    else if (isPlainlyOn(when)) {
      if (!put('from', edtf) || !put('to', edtf)) return undefined;
    } else return undefined;
  }
  const [party] = parties;
  if (!party) return [{ command: invocation.command, args }];
  const value = party.ids.length === 1 ? (party.ids[0] as string) : party.typed;
  const first = ['person', 'who'].find((name) => has(name));
  if (!first) return undefined;
  if (!has('with')) return [{ command: invocation.command, args: { ...args, [first]: value } }];
  const withOther = { command: invocation.command, args: { ...args, with: value } };
  const ofOther = { command: invocation.command, args: { ...args, [first]: value } };
  return args.with === undefined && party.role === undefined ? [withOther, ofOther] : [withOther];
}

/** "They" and "there" filled in from the subject. */
export function withSubject(
  pieces: readonly Piece[],
  { invocation, event }: Subject,
  archive: Archive,
): readonly Piece[] {
  return pieces.flatMap((piece): Piece[] => {
    if (hasNotion(piece, 'they')) {
      const { person, who, with: other } = invocation.args;
      const ids = [person ?? who, other].flatMap((id) => (id === undefined ? [] : String(id)));
      return ids.flatMap((id) => {
        const party = archive.directory.party(id);
        return party
          ? [{ typed: id, senses: [{ kind: 'party' as const, type: party.type, ids: [id] }] }]
          : [];
      });
    }
    if (hasNotion(piece, 'that') && event !== undefined) {
      return [{ typed: event, senses: [{ kind: 'event', id: event }] }];
    }
    return [piece];
  });
}

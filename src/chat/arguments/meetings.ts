/** What a list of meetings is asked with, however it is then shown. */
import { FORMAT_CHOICES } from '../../archive/encounters.ts';
import { RANKS } from '../../domain/record/reference.ts';
import { type ArgumentsOf, hidden, optional, required, type Telling } from '../command.ts';
import type { Invocation } from '../reply.ts';
import { checkApart, party } from './party.ts';
import { checkOrder, choice, date, integer } from './plain.ts';
import { topic } from './vocabulary.ts';

export const meetingsParameters = {
  who: required(party()),
  with: optional(party()),
  from: optional(date),
  to: optional(date),
  topic: optional(topic),
  level: optional(choice(RANKS, 'level')),
  format: optional(choice(FORMAT_CHOICES, 'format')),
  page: hidden(integer(1, 100_000)),
};

type MeetingsArguments = ArgumentsOf<typeof meetingsParameters>;

/** The arguments as a button carries them, but for the page; throws where they contradict each other. */
export function meetingsAsked(asking: Telling, args: MeetingsArguments): Invocation['args'] {
  checkApart(asking, args.who, args.with);
  checkOrder(args.from, args.to);
  return {
    who: args.who.id,
    ...(args.with && { with: args.with.id }),
    ...(args.from && { from: args.from.edtf }),
    ...(args.to && { to: args.to.edtf }),
    ...(args.topic && { topic: args.topic }),
    ...(args.level && { level: args.level }),
    ...(args.format && { format: args.format }),
  };
}

/** A question put to the program, and its answer as Discord shows it. */
import type { Asker, Inbound } from '../../chat/adapter.ts';
import { attached, type Paint } from '../../chat/attachments.ts';
import { type Outcome, type Request, takesPlace } from '../../chat/dispatcher.ts';
import type { MessageValues } from '../../chat/message.ts';
import { phrasebook } from '../../chat/phrasebook.ts';
import type { Log } from '../../chat/reception.ts';
import type { Registry } from '../../chat/registry.ts';
import type { Reply } from '../../chat/reply.ts';
import { type Locale, supportedLocale } from '../../domain/locale.ts';
import { readLine } from './actions.ts';
import { type Rendered, renderReply } from './render.ts';
import type { Shown } from './response.ts';

export interface Answering {
  readonly inbound: Inbound;
  readonly registry: Registry;
  readonly paint: Paint;
  readonly log: Log;
}

/** The answer, with a button to show it to the channel where only the asker sees it. */
export async function answer(
  answering: Answering,
  request: Request,
  asker: Asker,
  share: boolean,
): Promise<Shown> {
  const outcome = await answering.inbound.handle(request, asker);
  const rendered = await shown(answering, request, outcome.reply, share);
  return { ...rendered, isBeside: !takesPlace(outcome) || isOfAnswer(outcome, answering.registry) };
}

/** What is said of an answer leaves it where it is. */
const isOfAnswer = ({ kind, command }: Outcome, registry: Registry): boolean =>
  kind === 'answered' && registry.get(command ?? '')?.isAboutAnswers === true;

/** The answer to what was said without naming the bot; none where that is no question for it. */
export async function answerAside(
  answering: Answering,
  line: string,
  asker: Asker,
): Promise<Rendered | undefined> {
  const request = { kind: 'line', line, isAside: true } as const;
  const { kind, reply } = await answering.inbound.handle(request, asker);
  return kind === 'answered' ? shown(answering, request, reply, false) : undefined;
}

async function shown(
  { registry, paint, log }: Answering,
  request: Request,
  reply: Reply,
  share: boolean,
): Promise<Rendered> {
  const asked = request.kind === 'line' ? readLine(request.line, registry) : request;
  const { reply: told, ...files } = await attached(reply, paint, log);
  return renderReply(told, { registry, share, asked, ...files });
}

/** One line in the asker's language, for what the program was not asked or could not be shown of it. */
export function oneLine(
  asker: Asker,
  registry: Registry,
  key: string,
  values: MessageValues = {},
): Rendered {
  const locale: Locale = supportedLocale(asker.locale ?? '') ?? 'en';
  const title = phrasebook(locale).spans(key, values);
  const reply: Reply = { locale, title, blocks: [], actions: [], error: true };
  return renderReply(reply, { registry, share: false });
}

/** The words of a post, as they were handed to the platform. */
import { partsOf } from '../chat/adapter.ts';
import type { Asking, PressedMessage, Records } from '../chat/command.ts';
import type { Reply } from '../chat/reply.ts';
import type { DeliveryRecord } from '../domain/record/schedule.ts';

export type Words = Pick<Reply, 'locale' | 'title' | 'blocks'>;

/** What of a reply is kept with the claim of its post. */
export const wordsOf = ({ locale, title, blocks }: Reply): DeliveryRecord['words'] =>
  JSON.parse(JSON.stringify({ locale, title, blocks }));

/** Those of the post that is this message; undefined where it is none, or was posted before they were kept. */
export async function wordsUnder(
  { archive, records }: Pick<Asking, 'archive' | 'records'>,
  message: PressedMessage,
): Promise<Words | undefined> {
  const post = archive.holdings.delivery.find((delivery) => isOf(delivery, message));
  return post && lastWords(records, post);
}

/** A post in a thread stands where its platform puts threads: its channel, or a place of their own. */
function isOf(post: DeliveryRecord, { place, message }: PressedMessage): boolean {
  if (post.message !== message) return false;
  if (post.channel === place) return true;
  return post.thread !== undefined && partsOf(post.channel).platform === partsOf(place).platform;
}

/** What was claimed last is what was posted: before it was claimed again it was looked for. */
async function lastWords(records: Records, { id }: DeliveryRecord): Promise<Words | undefined> {
  const history = await records.history('delivery', id);
  const claim = history.findLast(({ after }) => after && 'words' in after && after.words);
  return (claim?.after as { words?: Words } | undefined)?.words;
}

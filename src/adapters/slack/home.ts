/**
 * The app's Home tab: what `/home` answers its reader, anew each time it is opened. What is pressed
 * there is answered there, with a way back.
 */
import type { BlockAction, types, webApi } from '@slack/bolt';
import type { Request } from '../../chat/dispatcher.ts';
import { phrasebook } from '../../chat/phrasebook.ts';
import type { Action, Reply } from '../../chat/reply.ts';
import { attempted, type Patience } from './attempts.ts';
import { fitting } from './deliveries.ts';
import { type Desk, replyOf, showing } from './desk.ts';
import { carriedBy, unpacked } from './payload.ts';

export interface HomeParts extends Patience {
  readonly desk: Desk;
  readonly client: Pick<webApi.WebClient, 'views'>;
}

const FIRST_PAGE = { command: 'home', args: {} };

export class Home {
  readonly #parts: HomeParts;

  constructor(parts: HomeParts) {
    this.#parts = parts;
  }

  /** The Messages tab is opened under the same name. */
  async opened({ user, tab, view }: types.AppHomeOpenedEvent): Promise<void> {
    if (tab !== 'home') return;
    await this.#show({ kind: 'named', ...FIRST_PAGE }, user, hashOf(view));
  }

  /** Whether it was pressed there; then it is answered. */
  async pressed({ container, actions, user, view }: BlockAction): Promise<boolean> {
    if (container.type !== 'view') return false;
    // A button of another version leads to the page as it is now.
    const { invocation = FIRST_PAGE } = unpacked(carriedBy(actions[0])) ?? {};
    await this.#show({ kind: 'named', ...invocation }, user.id, hashOf(view));
    return true;
  }

  /** The hash is that of the page it takes the place of: what came later is not written over. */
  async #show(request: Request, user: string, hash: string | undefined): Promise<void> {
    const { desk, client } = this.#parts;
    const { inbound, people, enclosures, spelling, log } = desk;
    const asker = await people.asker({ user });
    const outcome = await inbound.handle(request, asker);
    const reply = withWayBack(replyOf(outcome, spelling), outcome.command);
    const renders = showing(await enclosures.encloseFor(user, reply), { spelling });
    const publish = () =>
      fitting(
        renders,
        ({ blocks }) =>
          client.views.publish({
            user_id: user,
            view: { type: 'home', blocks },
            ...(hash !== undefined && { hash }),
          }),
        this.#parts,
      );
    const failed = await attempted(publish, this.#parts, true);
    if (!failed || failed.message === 'hash_conflict') return;
    log.warn({ error: failed.message }, 'the Home tab could not be shown');
  }
}

/** Slack tells it with the view (docs.slack.dev/reference/events/app_home_opened); its types do not. */
const hashOf = (view: object | undefined): string | undefined =>
  (view as { hash?: string } | undefined)?.hash;

function withWayBack(reply: Reply, command: string | null): Reply {
  if (command === FIRST_PAGE.command) return reply;
  const label = phrasebook(reply.locale).text('home.title');
  const back: Action = { label, invocation: FIRST_PAGE };
  return { ...reply, actions: [back, ...reply.actions] };
}

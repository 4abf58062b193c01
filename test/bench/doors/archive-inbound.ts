/** The program behind a door, on an archive that was generated. */
import { Archive } from '../../../src/archive/archive.ts';
import { Dispatcher } from '../../../src/chat/dispatcher.ts';
import { RateLimit } from '../../../src/chat/rate-limit.ts';
import { type Log, Reception } from '../../../src/chat/reception.ts';
import { Conversations } from '../../../src/chat/understanding/conversations.ts';
import { registry } from '../../../src/commands/index.ts';
import type { Holdings } from '../../../src/domain/record/record.ts';
import { NO_RECORDS } from '../../support/asker.ts';

/** As it answers in earnest, but that nobody may ask too much. */
export function archiveInbound(holdings: Holdings, log: Log): Reception {
  const archive = new Archive(holdings);
  const dispatcher = new Dispatcher({
    registry,
    archive: () => archive,
    records: NO_RECORDS,
    conversations: new Conversations(),
    reports: { take: async () => 'kept' },
    report: (fault) => {
      throw fault;
    },
  });
  let requests = 0;
  return new Reception({
    dispatcher,
    registry,
    archive,
    records: NO_RECORDS,
    log,
    rateLimit: new RateLimit({ burst: 1e9, perMinute: 1e9 }),
    defaults: { locale: 'en', zone: 'Asia/Seoul' },
    permissions: () => ({ roles: {} }),
    now: () => new Date(),
    requestId: () => String(++requests),
  });
}

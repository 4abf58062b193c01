/** Every command there is. A new one is added here and nowhere else. */
import { Registry } from '../chat/registry.ts';
import { asks } from './asks.ts';
import { brief } from './brief.ts';
import { check } from './check.ts';
import { cite } from './cite.ts';
import { edit } from './edit.ts';
import { event } from './event.ts';
import { find } from './find.ts';
import { help } from './help.ts';
import { history } from './history.ts';
import { home } from './home.ts';
import { lastmeeting } from './lastmeeting.ts';
import { meetings } from './meetings.ts';
import { milestone } from './milestone.ts';
import { office } from './office.ts';
import { onthisday } from './onthisday.ts';
import { outbox } from './outbox.ts';
import { profile } from './profile.ts';
import { reminders } from './reminders.ts';
import { report } from './report.ts';
import { since } from './since.ts';
import { sources } from './sources.ts';
import { status } from './status.ts';
import { timeline } from './timeline.ts';
import { undo } from './undo.ts';
import { upcoming } from './upcoming.ts';
import { wording } from './wording.ts';

export const registry: Registry = new Registry([
  lastmeeting,
  meetings,
  timeline,
  brief,
  event,
  profile,
  office,
  upcoming,
  onthisday,
  find,
  wording,
  asks,
  since,
  check,
  sources,
  status,
  home,
  reminders,
  milestone,
  history,
  edit,
  undo,
  outbox,
  cite(() => registry),
  report(() => registry),
  help(() => registry),
]);

/** What each verb of the command line does. */
import { type Access, openStore } from '../compose/store.ts';
import { type CommandLine, CommandLineError, USAGE } from './arguments.ts';
import { ask, changesRecords } from './ask.ts';
import { backup, exportJson, importJson, restore } from './copies.ts';
import { preview } from './preview.ts';
import { repair } from './repair.ts';
import { checkSeeds } from './seeds-check.ts';
import { slackManifest } from './slack.ts';
import { openConsole, start } from './start.ts';
import type { Surroundings } from './surroundings.ts';
import { sync } from './sync.ts';
import { withApp } from './with-app.ts';

/** Runs the verb, and resolves to the exit code. */
export async function runVerb(around: Surroundings): Promise<number> {
  const { verb } = around.line;
  const run = Object.hasOwn(VERBS, verb) ? VERBS[verb] : undefined;
  if (!run) throw new CommandLineError(`there is no verb "${verb}". See --help`);
  return run(around);
}

type Verb = (around: Surroundings) => Promise<number>;

const VERBS: Readonly<Record<string, Verb>> = {
  async help({ out }) {
    out(USAGE);
    return 0;
  },

  async ask(around) {
    const { line, out, err, terminal } = around;
    const access: Access = changesRecords(line.operands) ? 'write' : 'read';
    return withApp(around, access, (app) => ask(app, line, { out, err, terminal: terminal() }));
  },

  async brief(around) {
    const { line, out, err, terminal } = around;
    const asked = { ...line, operands: ['/brief', ...line.operands] };
    return withApp(around, 'read', (app) => ask(app, asked, { out, err, terminal: terminal() }));
  },

  start,
  console: openConsole,

  preview(around) {
    const { line, places, out, terminal } = around;
    return withApp(around, 'read', (app) => preview(app, places, line, out, terminal()));
  },

  async sync({ line, places, clock, out }) {
    const [folder = places.seeds] = line.operands;
    const store = await openStore(places, line.dryRun ? 'read' : 'write', clock);
    try {
      await sync(store, folder, line.dryRun, clock, out);
    } finally {
      await store.close();
    }
    return 0;
  },

  async seeds({ line, places, clock, out }) {
    const [what, folder = places.seeds] = line.operands;
    if (what !== 'check') throw new CommandLineError('seeds: expected "seeds check [<folder>]"');
    await checkSeeds(folder, clock.now(), places.zone, out);
    return 0;
  },

  async slack({ line, places, out }) {
    return slackManifest(places.settings, line.operands, out);
  },

  repair: ({ line, places, out }) => repair(places.data, line.apply, out),
  backup: ({ line, places, out }) => backup(places.data, operand(line, 'backup <file>'), out),
  restore: ({ line, places, out }) => restore(places.data, operand(line, 'restore <file>'), out),

  outbox(around) {
    const { line, out, err, terminal } = around;
    const access: Access = line.operands[0] === 'list' ? 'read' : 'write';
    return withApp(around, access, (app) =>
      ask(
        app,
        { ...line, operands: ['/outbox', ...line.operands] },
        { out, err, terminal: terminal() },
      ),
    );
  },

  async export(around) {
    const { line, places, clock, out } = around;
    const [what, file] = line.operands;
    if (what === 'ics') {
      const { exportIcs } = await import('./calendar.ts');
      return withApp(around, 'read', (app) => exportIcs(app, file, line.filters, out));
    }
    if (what !== 'json') {
      throw new CommandLineError(
        'export: expected "export json [<file>]" or "export ics [<file>]"',
      );
    }
    const store = await openStore(places, 'read', clock);
    await exportJson(store, file, out);
    return 0;
  },

  async import({ line, places, clock, out }) {
    const [what, file] = line.operands;
    if (what !== 'json' || !file) {
      throw new CommandLineError('import: expected "import json <file>"');
    }
    const store = await openStore(places, line.dryRun ? 'read' : 'write', clock);
    try {
      await importJson(store, file, line.dryRun, { author: places.author, at: clock.now() }, out);
    } finally {
      await store.close();
    }
    return 0;
  },
};

function operand({ operands }: CommandLine, usage: string): string {
  const [first] = operands;
  if (first === undefined) throw new CommandLineError(`expected "${usage}"`);
  return first;
}

/** The values of a command's arguments: read from what was typed, and written plainly again. */
import { type Asking, type Command, Unclear, usage } from './command.ts';
import { shortened } from './parse.ts';
import type { Action, Invocation } from './reply.ts';
import { UserError } from './user-error.ts';

/** By argument, as read: parties, dates, events. */
export type Values = Readonly<Record<string, unknown>>;

/** Throws `UserError` where something in them is wrong, missing or unclear. */
export function readArguments(
  declaration: Command,
  args: Invocation['args'],
  asking: Asking,
): Values {
  const values: Record<string, unknown> = {};
  for (const [name, { type, required }] of Object.entries(declaration.parameters)) {
    const given = Object.hasOwn(args, name) ? args[name] : undefined;
    if (given === undefined || given === '') {
      if (!required) continue;
      throw new UserError('missing', { argument: name, usage: usage(declaration) });
    }
    try {
      values[name] = type.read(String(given), asking);
    } catch (error) {
      if (!(error instanceof Unclear)) throw withShortValue(error, String(given));
      throw new UserError(
        error.reason,
        { typed: shortened(error.typed) },
        error.candidates.map(({ value, label }): Action => {
          const invocation = { command: declaration.name, args: { ...args, [name]: value } };
          return { label, invocation };
        }),
      );
    }
  }
  return values;
}

/** What was typed is repeated in an answer only as far as it is short. */
function withShortValue(error: unknown, typed: string): unknown {
  if (!(error instanceof UserError) || error.values.typed !== typed) return error;
  return new UserError(error.key, { ...error.values, typed: shortened(typed) }, error.choices);
}

/** As they are shown and kept: ids, EDTF dates, numbers. */
export function plainArguments(
  { parameters }: Pick<Command, 'parameters'>,
  values: Values,
): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(parameters)
      .filter(([name]) => values[name] !== undefined)
      .map(([name, { type }]) => [name, type.plain(values[name])]),
  );
}

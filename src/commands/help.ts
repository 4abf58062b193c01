import { type Command, command, optional, usage } from '../chat/command.ts';
import { argumentKey, nameIn, type Registry } from '../chat/registry.ts';
import { type Block, code, type ListItem } from '../chat/reply.ts';
import { UserError } from '../chat/user-error.ts';

/** What can be asked, and how. The registry is asked for late, for help is one of its commands. */
export const help = (registry: () => Registry): Command =>
  command({
    name: 'help',
    parameters: {
      command: optional({
        option: 'text' as const,
        read(typed: string): Command {
          const found = registry().get(typed.replace(/^[/!]/, ''));
          if (!found) throw new UserError('unknown-command', { typed });
          return found;
        },
        plain: (found: Command) => found.name,
        complete: (prefix: string) =>
          registry()
            .commands.filter((c) => c.name.startsWith(prefix))
            .map((c) => ({ value: c.name, label: c.name })),
      }),
    },
    example: '/help lastmeeting',
    run({ book }, args) {
      const commands = args.command ? [args.command] : registry().commands;
      const argumentLines = (c: Command) =>
        Object.entries(c.parameters)
          .filter(([, parameter]) => !parameter.hidden)
          .map(([name]) =>
            book.spans('help.argument', {
              name: code(name),
              about: book.text(`${argumentKey(c, name)}.about`),
            }),
          );
      const items = commands.map((c): ListItem => {
        const localName = nameIn(book.locale, c);
        return {
          spans: [
            code(usage(c)),
            ...book.spans('help.about', { about: book.text(`command.${c.name}.about`) }),
          ],
          details: [
            ...(localName === c.name ? [] : [book.spans('help.also', { name: `/${localName}` })]),
            ...(args.command ? argumentLines(c) : []),
            book.spans('help.example', { example: code(c.example) }),
          ],
          open: { command: 'help', args: { command: c.name } },
        };
      });
      const blocks: Block[] = [{ kind: 'list', items }];
      if (!args.command) {
        blocks.push({ kind: 'note', tone: 'info', spans: book.spans('help.names') });
        blocks.push({ kind: 'note', tone: 'info', spans: book.spans('help.keywords') });
      }
      return {
        reply: { locale: book.locale, title: book.spans('help.title'), blocks, actions: [] },
        data: () => ({
          commands: commands.map((c) => ({ name: c.name, usage: usage(c), example: c.example })),
        }),
      };
    },
  });

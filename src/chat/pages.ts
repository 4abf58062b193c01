/** Long lists a page at a time, with buttons to the pages before and after. */
import type { Telling } from './command.ts';
import type { Action, Invocation, Reply } from './reply.ts';

export const PAGE_SIZE = 10;

export interface Page<T> {
  readonly items: readonly T[];
  readonly page?: NonNullable<Reply['page']>;
  readonly actions: readonly Action[];
}

/**
 * The asked-for page (1 first; the last where there are fewer) of a list; `total` where only its
 * beginning was made.
 */
export function pageOf<T>(
  { book }: Pick<Telling, 'book'>,
  all: readonly T[],
  asked: number | undefined,
  invocation: Invocation,
  total: number = all.length,
  size: number = PAGE_SIZE,
): Page<T> {
  const of = Math.max(1, Math.ceil(total / size));
  const number = Math.min(asked ?? 1, of);
  const items = all.slice((number - 1) * size, number * size);
  if (of === 1) return { items, actions: [] };
  const turn = (page: number, label: string): Action => ({
    label: book.text(label),
    invocation: { ...invocation, args: { ...invocation.args, page } },
  });
  return {
    items,
    page: { number, of },
    actions: [
      ...(number > 1 ? [turn(number - 1, 'action.page-before')] : []),
      ...(number < of ? [turn(number + 1, 'action.page-after')] : []),
    ],
  };
}

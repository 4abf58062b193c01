/** Writes what goes with a reply into a file: its picture, or one of its documents. */
import { writeFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { svgOf } from '../chat/drawing.ts';
import type { Reply } from '../chat/reply.ts';
import { CommandLineError } from './arguments.ts';

/** The ending of the file says which; throws {@link CommandLineError} where the reply has none such. */
export async function keepFile(reply: Reply, file: string): Promise<void> {
  const content = await contentOf(reply, extname(file).toLowerCase());
  if (content === undefined) {
    const endings = endingsOf(reply);
    throw new CommandLineError(
      endings.length > 0
        ? `--out: "${file}" should end in ${endings.join(' or ')}`
        : `--out: this answer has no picture and no document`,
    );
  }
  try {
    await writeFile(file, content);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new CommandLineError(`--out: "${file}" cannot be written (${code})`);
  }
}

async function contentOf({ picture, documents = [] }: Reply, ending: string) {
  if (picture && ending === '.svg') return svgOf(picture.drawing, picture.alt);
  if (picture && ending === '.png') {
    const { paint } = await import('../adapters/picture/painter.ts');
    return paint(picture.drawing);
  }
  return documents.find(({ name }) => name.endsWith(ending))?.text;
}

const endingsOf = ({ picture, documents = [] }: Reply): string[] => [
  ...(picture ? ['.png', '.svg'] : []),
  ...documents.map(({ name }) => extname(name)),
];

/** What goes with an answer, to be read on its own, printed and kept. */
import { createHash } from 'node:crypto';
import { DOCUMENT_STYLE } from '../../chat/documents/html.ts';
import { type Html, html } from '../../chat/documents/markup.ts';
import { svgOf } from '../../chat/drawing.ts';
import type { Phrasebook } from '../../chat/phrasebook.ts';
import type { Reply } from '../../chat/reply.ts';
import { askAddress } from './addresses.ts';

interface Kept {
  readonly name: string;
  readonly mediaType: string;
  readonly text: string;
}

/** The files of a reply: its documents, and its picture as a drawing. */
function keptIn({ picture, documents = [] }: Reply): Kept[] {
  if (!picture) return [...documents];
  const text = svgOf(picture.drawing, picture.alt);
  return [...documents, { name: `${picture.name}.svg`, mediaType: 'image/svg+xml', text }];
}

/** `/file?command=brief&args.subject=…&lang=en&file=brief-….html` */
function fileAddress({ asked, locale }: Reply, name: string, save: boolean): string | undefined {
  if (!asked) return undefined;
  const [, query = ''] = askAddress(asked, locale).split('?');
  const more = new URLSearchParams({ file: name, ...(save && { save: 'yes' }) });
  return `/file?${query}&${more}`;
}

/** Links to them: one to read where it prints well, and one for each to keep. */
export function filesOf(reply: Reply, book: Phrasebook): Html | false {
  const kept = keptIn(reply);
  if (kept.length === 0 || !reply.asked) return false;
  const printed = kept.find(({ mediaType }) => mediaType === 'text/html');
  return html`<ul class="files" aria-label="${book.text('web.files')}">${
    printed &&
    html`<li><a href="${fileAddress(reply, printed.name, false)}">${book.text('web.print-view')}</a></li>`
  }${kept.map(
    ({ name }) =>
      html`<li><a href="${fileAddress(reply, name, true)}" download="${name}">${book.text('web.save', { name })}</a></li>`,
  )}</ul>`;
}

export interface FileAnswer {
  readonly type: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** The file of that name as it is answered; undefined where the reply has none such. */
export function fileAnswer(reply: Reply, name: string, save: boolean): FileAnswer | undefined {
  const found = keptIn(reply).find((file) => file.name === name);
  if (!found) return undefined;
  const how = save ? 'attachment' : 'inline';
  return {
    type: `${found.mediaType}; charset=utf-8`,
    body: found.text,
    headers: {
      'Content-Disposition': `${how}; filename="${name.replace(/[^\w.-]/g, '_')}"`,
      'Content-Security-Policy': `default-src 'none'; style-src '${STYLE_HASH}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    },
  };
}

/** No style but its own. */
const STYLE_HASH = `sha256-${createHash('sha256').update(DOCUMENT_STYLE).digest('base64')}`;

/** Files that come with a message: reference#uploading-files, resources/message#attachment-object */
import { isObject, type Json } from './json.ts';

/** A `files[n]` of a request. */
export interface Upload {
  readonly filename: string;
  readonly mediaType: string;
  readonly bytes: Buffer;
}

/** By their number `n`. */
export type Uploads = ReadonlyMap<number, Upload>;

export const NO_UPLOADS: Uploads = new Map();

/** Bytes of each file: "The default limit is 20 MiB for all users". */
const MOST_BYTES = 20 * 1024 * 1024;

/** resources/message#create-message: "up to 10 attachments" are shown by the client. */
const MOST_FILES = 10;

export const isTooLarge = (uploads: Uploads): boolean =>
  [...uploads.values()].some(({ bytes }) => bytes.length > MOST_BYTES);

/** The body and the files of a multipart request; undefined where it is none that Discord reads. */
export async function readMultipart(
  raw: Buffer,
  contentType: string,
): Promise<{ body: Json; uploads: Uploads } | undefined> {
  let body: Json = {};
  const uploads = new Map<number, Upload>();
  try {
    const headers = { 'content-type': contentType };
    const form = await new Response(new Uint8Array(raw), { headers }).formData();
    for (const [name, part] of form) {
      const [, number] = /^files\[(\d+)\]$/.exec(name) ?? [];
      if (name === 'payload_json' && typeof part === 'string') body = JSON.parse(part);
      else if (number === undefined || typeof part === 'string' || part.name === '')
        return undefined;
      else if (uploads.has(Number(number))) return undefined;
      else {
        const bytes = Buffer.from(await part.arrayBuffer());
        uploads.set(Number(number), { filename: part.name, mediaType: part.type, bytes });
      }
    }
  } catch {
    return undefined;
  }
  return { body, uploads };
}

/** What is wrong with a message and its files. `held` are the ids of those that it has already. */
export function attachmentProblems(
  { attachments, embeds }: Json,
  uploads: Uploads,
  held: readonly string[],
): string[] {
  const problems: string[] = [];
  if (uploads.size > MOST_FILES) problems.push(`files: ${uploads.size}, more than ${MOST_FILES}`);
  const listed = (Array.isArray(attachments) ? attachments : []) as Json[];
  for (const [i, entry] of listed.entries()) {
    const at = `attachments.${i}`;
    for (const key of Object.keys(entry)) {
      if (!REQUEST_FIELDS.includes(key)) problems.push(`${at}.${key}: unknown field`);
    }
    const upload = uploads.get(Number(entry.id));
    if (!upload && !held.includes(String(entry.id))) problems.push(`${at}.id: no such file`);
    if (upload && entry.filename !== undefined && entry.filename !== upload.filename) {
      problems.push(`${at}.filename: not that of its file`);
    }
    const { description } = entry;
    if (description !== undefined && (typeof description !== 'string' || description.length > 1024))
      problems.push(`${at}.description: 1024 characters at the most`);
  }
  for (const [n, { filename }] of uploads) {
    if (!listed.some(({ id }) => Number(id) === n)) problems.push(`files[${n}]: not listed`);
    // The name stands in an address.
    if (!/^[\w.-]+$/.test(filename)) problems.push(`files[${n}]: "${filename}" would be changed`);
  }
  const names = [...uploads.values()].map(({ filename }) => filename);
  for (const embed of ((embeds ?? []) as Json[]).filter(isObject)) {
    const [, name] = /^attachment:\/\/(.*)$/.exec(imageUrl(embed)) ?? [];
    if (name === undefined) continue;
    // "Only .jpg, .jpeg, .png, .webp, and .gif may be used"
    const isImage = /\.(jpe?g|png|webp|gif)$/.test(name);
    if (!names.includes(name) || !isImage) problems.push(`embeds: no picture ${name}`);
  }
  return problems;
}

/** resources/message#attachment-object-attachment-request-structure */
const REQUEST_FIELDS = [
  'id',
  'filename',
  'title',
  'description',
  'duration_secs',
  'waveform',
  'is_spoiler',
];

export const imageUrl = ({ image }: Json): string => String((image as Json | undefined)?.url ?? '');

/** A file as Discord keeps it with a message: resources/message#attachment-object */
export interface Attachment {
  readonly id: string;
  readonly filename: string;
  readonly content_type: string;
  readonly size: number;
  readonly url: string;
  readonly description?: string;
}

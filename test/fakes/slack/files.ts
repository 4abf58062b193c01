/** Files as Slack takes and keeps them: docs.slack.dev/messaging/working-with-files */
import { BOT } from './workspace.ts';

export interface SlackFile {
  readonly id: string;
  readonly name: string;
  /** As it was announced. */
  readonly length: number;
  readonly alt: string | undefined;
  title: string;
  bytes: Buffer | undefined;
  isCompleted: boolean;
  /** How often it is still not ready to be used: files "are processed asynchronously". */
  unready: number;
}

export class Files {
  readonly all = new Map<string, SlackFile>();
  /** How often a new file is asked for in vain before it is ready. */
  delay = 0;
  readonly #problems: string[];

  constructor(problems: string[]) {
    this.#problems = problems;
  }

  /** reference/methods/files.getUploadURLExternal: the path to send it to, and its id. */
  announce(name: string, length: number, alt: string | undefined): SlackFile {
    const id = `F${String(this.all.size + 1).padStart(10, '0')}`;
    const file: SlackFile = {
      id,
      name,
      length,
      alt,
      title: name,
      bytes: undefined,
      isCompleted: false,
      unready: this.delay,
    };
    this.all.set(id, file);
    return file;
  }

  /** "Files can be sent as raw bytes"; whether they were taken. */
  receive(path: string, bytes: Buffer): boolean {
    const file = this.all.get(/^\/upload\/v1\/(F\d+)$/.exec(path)?.[1] ?? '');
    if (!file || file.bytes) return false;
    if (bytes.length !== file.length) {
      this.#problems.push(`${file.name}: ${bytes.length} bytes, not ${file.length} as announced`);
    }
    file.bytes = bytes;
    return true;
  }

  /** Whether an image block may show it now: composition-objects/slack-file-object. */
  isShown(id: string): boolean {
    const file = this.all.get(id);
    if (!file?.isCompleted) return false;
    if (!/\.(png|jpe?g|gif)$/.test(file.name)) {
      this.#problems.push(`${file.name} is no picture that Slack shows`);
      return false;
    }
    if (file.unready === 0) return true;
    file.unready -= 1;
    return false;
  }
}

/** reference/objects/file-object, as far as it is known before a file is processed. */
export const fileObject = ({ id, name, title, length, alt }: SlackFile) => ({
  id,
  name,
  title,
  size: length,
  mode: 'hosted',
  mimetype: '',
  user: BOT.user,
  permalink: `https://newsroom.slack.com/files/${BOT.user}/${id}/${name}`,
  ...(alt !== undefined && { alt_txt: alt }),
});

/** What was posted on the page, kept so that it is still there after a restart, and there once. */
import { readFile } from 'node:fs/promises';
import writeFileAtomic from 'write-file-atomic';
import type { Reply } from '../../chat/reply.ts';

export interface Post {
  /** The key under which it was posted. */
  readonly key: string;
  readonly channel: string;
  readonly thread?: string;
  /** ISO 8601, in UTC. */
  readonly at: string;
  readonly reply: Reply;
}

/** The latest that are kept. */
const MOST = 500;

export class Posts {
  readonly #file: string | undefined;
  #all: readonly Post[];
  #writing: Promise<void> = Promise.resolve();

  private constructor(file: string | undefined, all: readonly Post[]) {
    this.#file = file;
    this.#all = all;
  }

  /** Kept in the file, or in memory alone where none is given. */
  static async open(file?: string): Promise<Posts> {
    return new Posts(file, file === undefined ? [] : await heldIn(file));
  }

  /** Latest first. */
  get all(): readonly Post[] {
    return this.#all;
  }

  find(channel: string, key: string): Post | undefined {
    return this.#all.find((post) => post.key === key && post.channel === channel);
  }

  /** Resolves when the post is on the disk. */
  async add(post: Post): Promise<void> {
    this.#writing = this.#writing.catch(() => undefined).then(() => this.#write(post));
    await this.#writing;
  }

  async #write(post: Post): Promise<void> {
    if (this.find(post.channel, post.key)) return;
    const all = [post, ...this.#all].slice(0, MOST);
    if (this.#file !== undefined) await writeFileAtomic(this.#file, `${JSON.stringify(all)}\n`);
    this.#all = all;
  }
}

async function heldIn(file: string): Promise<Post[]> {
  let json: string;
  try {
    json = await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
  try {
    const held: unknown = JSON.parse(json);
    if (Array.isArray(held)) return held;
  } catch {
    // told below
  }
  throw new Error(`${file} cannot be read as posts; move it away to begin anew`);
}

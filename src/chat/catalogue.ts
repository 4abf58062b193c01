/**
 * The messages of one language, from `messages/<locale>.yaml`. A file has a section for each subject;
 * only the sections that are asked for are read, so that a short run does not wait for all of them.
 */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { Locale } from '../domain/locale.ts';

export class Catalogue {
  /** Sections that were not read yet, by the first part of their keys. */
  readonly #unread = new Map<string, string>();
  readonly #messages = new Map<string, string>();

  constructor(yaml: string) {
    for (const section of yaml.split(/^(?=[\w-]+:)/m)) {
      const name = /^[\w-]+(?=:)/.exec(section)?.[0];
      if (name) this.#unread.set(name, section);
    }
  }

  /** A message by its dotted key. */
  get(key: string): string | undefined {
    this.#read(key.split('.', 1)[0] as string);
    return this.#messages.get(key);
  }

  keys(): Iterable<string> {
    return this.#all().keys();
  }

  values(): Iterable<string> {
    return this.#all().values();
  }

  [Symbol.iterator](): Iterator<[string, string]> {
    return this.#all().entries();
  }

  #all(): ReadonlyMap<string, string> {
    for (const name of [...this.#unread.keys()]) this.#read(name);
    return this.#messages;
  }

  #read(name: string): void {
    const yaml = this.#unread.get(name);
    if (yaml === undefined) return;
    this.#unread.delete(name);
    for (const [key, message] of flattened(parse(yaml, { schema: 'failsafe' }), ''))
      this.#messages.set(key, message);
  }
}

function* flattened(node: unknown, path: string): Generator<[string, string]> {
  if (typeof node === 'string') yield [path, node];
  else if (typeof node === 'object' && node !== null) {
    for (const [key, child] of Object.entries(node)) {
      yield* flattened(child, path ? `${path}.${key}` : key);
    }
  } else throw new Error(`message "${path}" must be a text`);
}

const catalogues = new Map<Locale, Catalogue>();

export function catalogueOf(locale: Locale): Catalogue {
  let catalogue = catalogues.get(locale);
  if (!catalogue) {
    const file = new URL(`./messages/${locale}.yaml`, import.meta.url);
    catalogue = new Catalogue(readFileSync(file, 'utf8'));
    catalogues.set(locale, catalogue);
  }
  return catalogue;
}

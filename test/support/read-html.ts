/** Reads the page's cards as plainly as a reader without eyes for style would; imports nothing of ours. */

export interface Control {
  readonly label: string;
  readonly address: string;
  /** Of a form; missing for a link. */
  readonly fields?: Record<string, string>;
}

export interface Card {
  readonly text: string;
  readonly controls: readonly Control[];
  /** Drawings that stand in it, each as it is written. */
  readonly drawings: readonly string[];
  /** Addresses of what can be saved, by the name of the file. */
  readonly saved: ReadonlyMap<string, string>;
}

export const cardsOf = (page: string): Card[] =>
  [...page.matchAll(/<article class="card[\s\S]*?<\/article>/g)].map(([markup]) => ({
    // What a drawing says is its title; the rest of it is no text to be read.
    text: textOf(markup.replace(/<\/title>[\s\S]*?<\/svg>/g, '</title></svg>')),
    controls: controlsOf(markup),
    drawings: [...markup.matchAll(/<svg[\s\S]*?<\/svg>/g)].map(([drawing]) => drawing),
    saved: new Map(
      [...markup.matchAll(/<a href="([^"]*)" download="([^"]*)"/g)].map(
        ([, address = '', name = '']) => [unescaped(name), unescaped(address)],
      ),
    ),
  }));

const textOf = (markup: string): string =>
  unescaped(markup.replace(/<\/(?:h\d|p|li|dt|dd|div|ul|ol|dl)>/g, '\n').replace(/<[^>]*>/g, ''));

function controlsOf(markup: string): Control[] {
  const found = markup.matchAll(
    /<a class="button" href="([^"]*)">([\s\S]*?)<\/a>|<form method="post" action="([^"]*)">([\s\S]*?)<button class="button">([\s\S]*?)<\/button><\/form>/g,
  );
  return [...found].map(([, href, linked, action, inputs, pressed]) => {
    if (href !== undefined) return { label: textOf(linked ?? ''), address: unescaped(href) };
    const fields = [...(inputs ?? '').matchAll(/name="([^"]*)" value="([^"]*)"/g)].map(
      ([, name = '', value = '']) => [unescaped(name), unescaped(value)],
    );
    return {
      label: textOf(pressed ?? ''),
      address: unescaped(action ?? ''),
      fields: Object.fromEntries(fields),
    };
  });
}

export const unescaped = (text: string): string =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');

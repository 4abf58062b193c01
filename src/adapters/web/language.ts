/** The language in which a page is read: as it was chosen there, else as the browser says. */
import { type Locale, supportedLocale } from '../../domain/locale.ts';

/** Undefined where neither names one of ours. */
export function localeOf(chosen: string | null, accepted: string | undefined): Locale | undefined {
  const wanted = [...(chosen === null ? [] : [chosen]), ...preferred(accepted ?? '')];
  return wanted.map(supportedLocale).find((locale) => locale !== undefined);
}

/** The tags of an `Accept-Language` header, most wanted first (RFC 9110, 12.5.4). */
const preferred = (header: string): string[] =>
  header
    .slice(0, 500)
    .split(',')
    .map((part) => {
      const [tag = '', quality = 'q=1'] = part.split(';').map((word) => word.trim());
      return { tag, weight: Number(quality.replace(/^q=/, '')) || 0 };
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .map(({ tag }) => tag);

/** What the README has a newcomer do, read out of it, so that nobody tries something else. */
export interface FirstSteps {
  readonly commands: readonly string[];
  /** Where the browser goes. */
  readonly address: string;
  readonly questions: readonly Asked[];
}

interface Asked {
  readonly line: string;
  readonly shows: {
    readonly title: string;
    readonly text?: string;
    readonly picture?: boolean;
  };
}

/** Throws where the README does not begin so any more. */
export function firstSteps(readme: string): FirstSteps {
  const section = /\n## The first two minutes\n([\s\S]*?)\n## /.exec(readme)?.[1] ?? '';
  const commands = /```sh\n([\s\S]*?)\n```/.exec(section)?.[1]?.split('\n') ?? [];
  const address = /<(http:\/\/127\.0\.0\.1:\d+\/)>/.exec(section)?.[1];
  const lines = [...section.matchAll(/^\d\. ask `([^`]+)`/gm)].map(([, line = '']) => line);
  const [meeting, timeline] = lines;
  if (
    commands.length === 0 ||
    !address ||
    !meeting ||
    !timeline ||
    !/^3\. open \*Diary\*/m.test(section)
  ) {
    throw new Error('the README no longer says what to do in the first two minutes');
  }
  return {
    commands,
    address,
    questions: [
      { line: meeting, shows: { title: 'Wang Yi', text: 'Cho Hyun' } },
      { line: timeline, shows: { title: 'South Korea', picture: true } },
    ],
  };
}

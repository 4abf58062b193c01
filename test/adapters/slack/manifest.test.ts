/** The manifest follows from the declarations, asks for the least, and is what Slack takes. */
import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { isBuiltIn } from '../../../src/adapters/slack/built-ins.ts';
import {
  EVENTS,
  manifestOf,
  manifestUrl,
  manifestYaml,
  scopesOf,
} from '../../../src/adapters/slack/manifest.ts';
import { userGroupsIn } from '../../../src/adapters/slack/user-groups.ts';
import { registry } from '../../../src/commands/index.ts';
import { DEFAULT_SETTINGS } from '../../../src/config/settings.ts';
import { OWN_COMMANDS } from './newsroom.ts';

const parts = { registry, commands: OWN_COMMANDS, groups: [] };

describe('the manifest', () => {
  test('names every command: behind /aide, and a few by their own name', () => {
    const [group, ...own] = manifestOf(parts).features.slash_commands;
    for (const { name } of registry.commands) expect(group?.usage_hint?.split(' ')).toContain(name);
    expect(own.map(({ command }) => command)).toEqual(OWN_COMMANDS.map((name) => `/${name}`));
  });

  test('is within what Slack takes (reference/app-manifest)', () => {
    const all = registry.commands.map(({ name }) => name).filter((n) => !/^(status|help)$/.test(n));
    const { features, display_information: shown } = manifestOf({ ...parts, commands: all });
    expect(shown.name.length).toBeLessThanOrEqual(35);
    expect(shown.description.length).toBeLessThanOrEqual(140);
    expect(features.slash_commands.length).toBeLessThanOrEqual(50);
    for (const { command, description, usage_hint = '' } of features.slash_commands) {
      expect(command).toMatch(/^\/[a-z0-9_-]{1,31}$/);
      expect(description.length).toBeLessThanOrEqual(2000);
      expect(usage_hint.length).toBeLessThanOrEqual(1000);
    }
  });

  test('says why at each scope and event, and is the same as YAML and in the link', () => {
    const yaml = manifestYaml(parts);
    expect(parse(yaml)).toEqual(manifestOf(parts));
    for (const { scope, why } of scopesOf([])) expect(yaml).toContain(`- ${scope} # ${why}`);
    for (const { event, why } of EVENTS) expect(yaml).toContain(`- ${event} # ${why}`);
    const link = new URL(manifestUrl(parts));
    expect(JSON.parse(link.searchParams.get('manifest_json') ?? '')).toEqual(manifestOf(parts));
  });

  test('asks for user groups only where one is given a role', () => {
    const groups = userGroupsIn({ editor: ['U1', 'S1'], admin: ['S1', 'S2', 'W1'] });
    expect(groups).toEqual(['S1', 'S2']);
    const scopes = (of: string[]) => manifestOf({ ...parts, groups: of }).oauth_config.scopes.bot;
    expect(scopes(groups)).toContain('usergroups:read');
    expect(scopes([])).not.toContain('usergroups:read');
  });

  test('every event is heard by a scope that is asked for', () => {
    const scopes = scopesOf([]).map(({ scope }) => scope);
    for (const { scope } of EVENTS) if (scope) expect(scopes).toContain(scope);
  });

  test.each([
    ['status', /\/status is Slack's own/],
    ['help', /\/help is Slack's own/],
    ['nonsense', /there is no command "nonsense"/],
  ])('a command of its own name %s is refused', (name, reason) => {
    expect(() => manifestOf({ ...parts, commands: [name] })).toThrow(reason);
  });

  test('none of those that are set by default, nor the group, is one of Slack’s own', () => {
    const own = DEFAULT_SETTINGS.slack.commands;
    expect(own).toEqual(OWN_COMMANDS);
    const named = ['/remind', '/who', '/search', '/topic', '/status', '/msg', '/help', '/invite'];
    for (const name of named) expect([name, isBuiltIn(name.slice(1))]).toEqual([name, true]);
    for (const name of [...own, 'aide']) expect([name, isBuiltIn(name)]).toEqual([name, false]);
  });

  test('the page of setup tells the same scopes', async () => {
    const page = await readFile('docs/slack.md', 'utf8');
    const rows = scopesOf(['S1']).map(({ scope, why }) => `| \`${scope}\` | ${why} |`);
    expect(page).toContain(`|---|---|\n${rows.join('\n')}\n<!-- /scopes -->`);
  });
});

/** The user groups among the ids that the settings give a role: Slack's ids of them begin with S. */
export const userGroupsIn = (
  roles: Readonly<Record<string, readonly string[] | undefined>>,
): string[] => [
  ...new Set(
    Object.values(roles)
      .flatMap((ids) => ids ?? [])
      .filter((id) => id.startsWith('S')),
  ),
];

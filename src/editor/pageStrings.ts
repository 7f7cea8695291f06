/** What the preview's page says, in the person's language: it has no l10n of its own. */

export function pageStrings(): Readonly<Record<string, string>> {
  return {};
}

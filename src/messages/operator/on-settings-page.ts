/** Where something of the App is changed: part of a sentence. */
export function onSettingsPage(tab: 'General' | 'Webhook' | 'Permissions & events'): string {
  return `on the App's settings page on GitHub, under "${tab}"`
}

/** What runs go without, and who can mend it. */
export function noChecks(owner: string): { readonly message: string; readonly next: string } {
  return {
    message: `${owner} has not accepted that the App writes checks: its candidates get no check of the App`,
    next: `Runs go on without it. An owner of ${owner} accepts it under Settings, Applications (of an organization: GitHub Apps), Configure.`,
  }
}

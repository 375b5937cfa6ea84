import type { ContractProposal } from '../../domain/onboarding/new-repository.ts'

/** The text of `.github/speculate.yml` that is proposed. JSON's strings are YAML's, so that no name can be read as anything but a name. */
export function proposedSettings({ required, named }: ContractProposal): string {
  const checks = named.map(({ name }) => `    - ${JSON.stringify(name)}\n`).join('')
  const body =
    required.length > 0
      ? `# The default branch requires ${required.length === 1 ? 'a check' : 'checks'}: ${quoted(required)}. What it requires
# judges every candidate without being named here.
`
      : `verifier:
  # A candidate has to pass all of these.
  checks:
${checks}`
  return `# What Speculate does in this repository. Every other setting has a default.
# Put the label "speculate" on an issue, and several agents write a patch each.

${body}
# speculation:
#   default_parallelism: 3   # how many agents write at the same time
# reviewers: [a-login]       # who is asked to review the winner
`
}

function quoted(checks: ContractProposal['required']): string {
  return checks.map(({ name }) => JSON.stringify(name)).join(', ')
}

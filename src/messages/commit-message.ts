import type { CandidateId, ToolchainName } from '../domain/candidate.ts'
import type { Speculation } from '../domain/speculation.ts'

/**
 * Of a candidate's commit: our own words only, because GitHub acts on what a commit message says ("Fixes #1", "@name"). The toolchain
 * is credited as co-author: an author of our own would cost GitHub's signature. Its address is in a reserved top-level domain
 * (RFC 2606), so that no account can ever claim the commits.
 */
export function commitMessage(
  { issue, run }: Pick<Speculation, 'issue' | 'run'>,
  { candidate, toolchain }: { candidate: CandidateId; toolchain: ToolchainName },
): string {
  return (
    `Candidate ${candidate} for #${issue.number}\n\n` +
    `Speculation ${issue.number}.${run}, toolchain ${toolchain}.\n\n` +
    `Co-authored-by: ${toolchain} <${toolchain}@toolchains.invalid>\n`
  )
}

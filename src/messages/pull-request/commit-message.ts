import type { CandidateId, ToolchainName } from '../../domain/candidate/candidate.ts'
import type { Speculation } from '../../domain/run/speculation.ts'

/**
 * Of a candidate's commit: what it changes, and our own words, because GitHub acts on what a commit message says ("Fixes #1",
 * "@name"): `subject` is one line that is safe. The toolchain is credited as co-author: an author of our own would cost GitHub's signature. Its address is in a reserved top-level domain
 * (RFC 2606), so that no account can ever claim the commits.
 */
export function commitMessage(
  { issue, run }: Pick<Speculation, 'issue' | 'run'>,
  written: { candidate: CandidateId; toolchain: ToolchainName; subject: string },
): string {
  const { candidate, toolchain, subject } = written
  return (
    `${subject}\n\n` +
    `Candidate ${candidate} for #${issue.number}.\n` +
    `Speculation ${issue.number}.${run}, toolchain ${toolchain}.\n\n` +
    `Co-authored-by: ${toolchain} <${toolchain}@toolchains.invalid>\n`
  )
}

import { Speculation, speculationId } from '../../../src/domain/run/speculation.ts'
import { Settings } from '../../../src/domain/settings.ts'
import { aBrief } from '../candidate/brief.ts'
import { aCheck } from '../checks/required-check.ts'
import { BASE, IDS, ISSUE, LABELLED_AT, NOW } from '../story.ts'

/** A run as it begins. */
export function aSpeculation(
  overrides: Partial<Speculation> = {},
  ids: readonly string[] = IDS,
): Speculation {
  const run = overrides.run ?? 1
  const issue = overrides.issue ?? ISSUE
  return Speculation.parse({
    id: speculationId(issue, run),
    issue,
    run,
    startedAt: NOW,
    trigger: { actor: 'maya', role: 'write', labelledAt: LABELLED_AT },
    snapshot: { title: 'Retry charges twice', body: 'It does.', hash: 'f'.repeat(64) },
    base: { branch: 'main', commit: BASE },
    settings: Settings.parse({}),
    contract: { checks: [aCheck('lint'), aCheck('test')], fingerprint: 'a'.repeat(64) },
    plan: {
      source: 'defaults',
      briefs: ids.map((id, index) => aBrief(id, { tag: index === 0 ? 'primary' : `alt${index}` })),
      invariants: [],
      notes: [],
    },
    ...overrides,
  })
}

import type { RepositoryFacts } from '../../../domain/forge/forge-facts.ts'
import type { Settings } from '../../../domain/settings.ts'
import { codeSpan } from '../../../messages/foreign/foreign-text.ts'
import { onSettingsPage } from '../../../messages/operator/on-settings-page.ts'
import { type Finding, ok, warn } from '../../../start-up/check.ts'

interface Estimating extends Pick<RepositoryFacts, 'mayReadProjects'> {
  readonly settings: Settings
}

/** Whether the field of projects that says how long issues take can be read; nothing where the settings name none. */
export function estimateFindings({ settings, mayReadProjects }: Estimating): readonly Finding[] {
  const { estimate_field: field } = settings.speculation.auto_trigger
  if (field === undefined) return []
  const of = 'estimates'
  const name = codeSpan(field, 100)
  if (mayReadProjects === true)
    return [ok(of, `are read from the field ${name} of the organization's projects, where no label says one`)]
  return [
    warn(
      of,
      `are to come from the field ${name} of projects, which the App may not read, so labels alone count`,
      `Set the organization permission Projects to read-only ${onSettingsPage('Permissions & events')}, and have an owner accept it. An App reads projects of organizations alone, and none of a person.`,
    ),
  ]
}

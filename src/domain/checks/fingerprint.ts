import type { BeginningFacts } from '../run/snapshot.ts'
import { Settings } from '../settings.ts'
import { sha256 } from '../sha256.ts'
import { type RequiredCheck, RULES_VERSION } from './contract.ts'

/** A8: whatever could change what a verdict means is in it. SHA-256, in hexadecimal. */
export function fingerprint(
  checks: readonly RequiredCheck[],
  { workflowsTree, settings }: Pick<BeginningFacts, 'workflowsTree' | 'settings'>,
): string {
  const { speculation, verifier, policy, gates, protected_paths } = settings.ok
    ? settings.value
    : Settings.parse({})
  const parts = [RULES_VERSION, checks, workflowsTree ?? null]
  const text = JSON.stringify([...parts, speculation, verifier, policy, gates, protected_paths])
  return sha256(text)
}

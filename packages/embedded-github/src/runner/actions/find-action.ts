import { allsGreen } from './alls-green.ts'
import { downloadArtifact } from './artifacts/download-artifact.ts'
import { mergeArtifacts } from './artifacts/merge-artifacts.ts'
import { uploadArtifact } from './artifacts/upload-artifact.ts'
import { cache, restoreCache, saveCache } from './caches/cache.ts'
import { rustCache } from './caches/rust-cache.ts'
import { changedFiles } from './changes/changed-files.ts'
import { pathsFilter } from './changes/paths-filter.ts'
import { checkout } from './checkout/checkout.ts'
import { noEffect } from './no-effect.ts'
import { reporters } from './reporters.ts'
import { retry } from './retry.ts'
import type { ServedAction } from './served-action.ts'
import { toolActions } from './tools/tool-actions.ts'

const ACTIONS: readonly ServedAction[] = [
  checkout,
  uploadArtifact,
  downloadArtifact,
  mergeArtifacts,
  cache,
  restoreCache,
  saveCache,
  rustCache,
  pathsFilter,
  changedFiles,
  allsGreen,
  reporters,
  noEffect,
  retry,
  ...toolActions,
]

const BY_NAME: ReadonlyMap<string, ServedAction> = new Map(
  ACTIONS.flatMap((action) => action.names.map((name) => [name, action] as const)),
)

/** The action of `owner/name@ref`, and its ref; undefined where this runner does not stand in for it. */
export function findAction(
  uses: string,
): { readonly action: ServedAction; readonly ref: string } | undefined {
  const at = uses.indexOf('@')
  const name = at < 0 ? uses : uses.slice(0, at)
  const action = BY_NAME.get(name.toLowerCase())
  return action && { action, ref: at < 0 ? '' : uses.slice(at + 1) }
}

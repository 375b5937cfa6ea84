import { createHash } from 'node:crypto'
import {
  type ActionCall,
  type ActionResult,
  NOTHING_IN_THE_WAY,
  type ServedAction,
} from '../served-action.ts'
import { findEntries, linesOf } from './find-entries.ts'

/** `actions/cache`: restores, and keeps at the end of a job that succeeded what was not there by its key. */
export const cache: ServedAction = {
  names: ['actions/cache'],
  plan: () => NOTHING_IN_THE_WAY,
  async run(call) {
    const wanted = wantedOf(call)
    if (typeof wanted === 'string') return { problem: wanted }
    const result = await restored(call, wanted)
    if (result.problem !== undefined || result.outputs?.['cache-hit'] === 'true') return result
    const post = async (status: 'success' | 'failure') => {
      if (status === 'success') await keep(call, wanted)
      return undefined
    }
    return { ...result, post }
  },
}

export const restoreCache: ServedAction = {
  names: ['actions/cache/restore'],
  plan: () => NOTHING_IN_THE_WAY,
  async run(call) {
    const wanted = wantedOf(call)
    return typeof wanted === 'string' ? { problem: wanted } : restored(call, wanted)
  },
}

export const saveCache: ServedAction = {
  names: ['actions/cache/save'],
  plan: () => NOTHING_IN_THE_WAY,
  async run(call) {
    const wanted = wantedOf(call)
    if (typeof wanted === 'string') return { problem: wanted }
    await keep(call, wanted)
    return {}
  },
}

export interface WantedCache {
  readonly key: string
  readonly restoreKeys: readonly string[]
  readonly path: string
}

/** A problem, in the words of actions/cache. */
function wantedOf({ inputs }: ActionCall): WantedCache | string {
  const key = inputs.key?.trim() ?? ''
  const path = inputs.path?.trim() ?? ''
  const restoreKeys = linesOf(inputs['restore-keys'] ?? '')
  if (key === '') return 'Input required and not supplied: key'
  if (path === '') return 'Input required and not supplied: path'
  for (const one of [key, ...restoreKeys]) {
    if (one.length > 512) return `Key Validation Error: ${one} cannot be larger than 512 characters.`
    if (one.includes(',')) return `Key Validation Error: ${one} cannot contain commas.`
  }
  return { key, restoreKeys, path }
}

async function restored(call: ActionCall, wanted: WantedCache): Promise<ActionResult> {
  const { inputs } = call
  const matched = await restore(call, wanted, { lookupOnly: inputs['lookup-only'] === 'true' })
  if (matched === undefined && inputs['fail-on-cache-miss'] === 'true')
    return {
      problem: `Failed to restore cache entry. Exiting as fail-on-cache-miss is set. Input key: ${wanted.key}`,
    }
  const hit = matched === undefined ? '' : String(matched === wanted.key)
  return {
    outputs: { 'cache-hit': hit, 'cache-primary-key': wanted.key, 'cache-matched-key': matched ?? '' },
  }
}

/** Answers the key of what was found. */
export async function restore(
  { run, directory, log }: ActionCall,
  { key, restoreKeys, path }: WantedCache,
  { lookupOnly = false } = {},
): Promise<string | undefined> {
  for (const store of run.caches.read) {
    const found = await store.find({ keys: [key, ...restoreKeys], version: versionOf(path) })
    if (!found) continue
    if (!lookupOnly && !(await found.restore(directory.root))) {
      log.note(`The cache ${found.key} could not be put into the job's folder`)
      continue
    }
    log.note(`Cache ${lookupOnly ? 'found' : 'restored'} from key: ${found.key}`)
    return found.key
  }
  log.note(`Cache not found for input keys: ${[key, ...restoreKeys].join(', ')}`)
  return undefined
}

export async function keep(
  { run, directory, log }: ActionCall,
  { key, path }: Pick<WantedCache, 'key' | 'path'>,
): Promise<void> {
  const entries = await findEntries(path, directory)
  const why = await run.caches.write.save({ key, version: versionOf(path), entries }, directory.root)
  if (why === undefined) log.note(`Cache saved with key: ${key}`)
  else log.annotate({ level: 'warning', message: `The cache ${key} is not kept: ${why}` })
}

function versionOf(path: string): string {
  return createHash('sha256').update(linesOf(path).join('|')).digest('hex')
}

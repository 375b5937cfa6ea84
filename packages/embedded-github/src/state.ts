import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ACTIONS_APP_ID, type State } from './model.ts'

export async function loadState(dataDir: string, now: string): Promise<State> {
  try {
    const state = JSON.parse(await readFile(join(dataDir, 'state.json'), 'utf8')) as State
    return { ...state, deliveries: state.deliveries.map(abandonPending) }
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return emptyState(now)
    throw error
  }
}

/** Writes when asked; calls during a write share the next one, so that each resolves once its own change is on disk. */
export function stateWriter(dataDir: string, state: State): () => Promise<void> {
  let writing = Promise.resolve()
  let waiting: Promise<void> | undefined
  const write = async () => {
    waiting = undefined
    const file = join(dataDir, 'state.json')
    await writeFile(`${file}.new`, JSON.stringify(state))
    await rename(`${file}.new`, file)
  }
  return () => {
    if (waiting === undefined) {
      waiting = writing.then(write)
      writing = waiting.catch(() => {})
    }
    return waiting
  }
}

/** A delivery that was waiting when the process died shows as failed, so that the App can ask for it again. */
function abandonPending(delivery: State['deliveries'][number]): State['deliveries'][number] {
  return delivery.status === 'pending' ? { ...delivery, status: 'failed to connect to host' } : delivery
}

function emptyState(now: string): State {
  return {
    nextId: 1000,
    users: [{ id: 41898282, login: 'github-actions[bot]', type: 'Bot', createdAt: now }],
    tokens: [],
    apps: [
      {
        id: ACTIONS_APP_ID,
        slug: 'github-actions',
        name: 'GitHub Actions',
        owner: 'github',
        publicKey: '',
        permissions: { checks: 'write', contents: 'write', statuses: 'write', actions: 'write' },
        events: [],
        hook: null,
        createdAt: now,
      },
    ],
    installations: [],
    repositories: [],
    deliveries: [],
  }
}

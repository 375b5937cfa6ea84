import type { Clock } from '@speculate-dev/system'
import { repositoryDirectory } from './admin/create-repository.ts'
import { createFaults } from './faults.ts'
import type { BareRepository } from './git/bare-repository.ts'
import { openBareRepository } from './git/open-bare-repository.ts'
import type { GitHub } from './github.ts'
import type { App, Delivery, Repository } from './model.ts'
import { pressButton } from './operations/checks/checks.ts'
import { mergeWhatIsReady } from './operations/pull-requests/merge-what-is-ready.ts'
import type { Activity } from './runner-host.ts'
import { loadState, stateWriter } from './state.ts'
import { deliveryHeaders } from './webhooks/delivery.ts'
import { createWebhooks, type Webhooks } from './webhooks/webhooks.ts'

export interface GitHubParts {
  readonly github: GitHub
  readonly webhooks: Webhooks
  onActivity(listener: (activity: Activity) => void): void
  /** Tells the listener now, without waiting for a change. */
  announce(activity: Activity): void
}

/** Puts state, git, webhooks and faults together. */
export async function createGitHub(options: {
  readonly url: string
  readonly dataDir: string
  readonly persist: boolean
  readonly clock: Clock
  readonly send: typeof fetch
}): Promise<GitHubParts> {
  const { url, dataDir, clock, persist, send } = options
  const now = () => new Date(clock.now()).toISOString().replace(/\.\d+/, '')
  const state = await loadState(dataDir, now())
  const write = persist ? stateWriter(dataDir, state) : async () => {}
  const exclusively = oneAtATime()
  const activities: Activity[] = []
  let announce = (_activity: Activity) => {}

  const github: GitHub = {
    url,
    apiUrl: `${url}/api/v3`,
    dataDir,
    clock,
    state,
    faults: createFaults(state),
    now,
    git: repositoryOpener(dataDir),
    nextId: () => {
      state.nextId += 1
      return state.nextId
    },
    save: async () => {
      if (persist) await webhooks.savePayloads()
      await write()
    },
    exclusively,
    emit: (event) => webhooks.emit(event),
    announce: (activity) => {
      activities.push(activity)
    },
    commit: async () => {
      const batch = webhooks.take()
      const reported = activities.splice(0)
      await github.save()
      webhooks.send(batch)
      for (const activity of reported) announce(activity)
      if (await mergeWhatIsReady(github)) await github.commit()
    },
    pressButton: async (repository, pressed) => {
      pressButton(github, repository, pressed)
      await github.commit()
    },
    redeliver: (id) => webhooks.redeliver(id),
    deliveryRequest: (delivery) => deliveryRequest(delivery, state.apps, webhooks),
  }
  const webhooks = createWebhooks(github, send)
  return {
    github,
    webhooks,
    onActivity: (listener) => {
      announce = listener
    },
    announce: (activity) => announce(activity),
  }
}

/** Each is opened once in its place: it remembers what it has read. */
function repositoryOpener(dataDir: string): GitHub['git'] {
  const opened = new Map<string, BareRepository>()
  return ({ owner, name }) => {
    const directory = repositoryDirectory(dataDir, owner, name)
    const repository = opened.get(directory) ?? openBareRepository(directory)
    opened.set(directory, repository)
    return repository
  }
}

async function deliveryRequest(
  delivery: Delivery,
  apps: readonly App[],
  webhooks: Webhooks,
): ReturnType<GitHub['deliveryRequest']> {
  const payload = await webhooks.payload(delivery.id)
  const app = apps.find(({ id }) => id === delivery.appId)
  const headers = app === undefined ? {} : deliveryHeaders(app, delivery, payload)
  return { headers, payload: JSON.parse(payload) }
}

function oneAtATime(): GitHub['exclusively'] {
  const last = new Map<number, Promise<unknown>>()
  return <T>(repository: Repository, work: () => Promise<T>): Promise<T> => {
    const turn = (last.get(repository.id) ?? Promise.resolve()).then(work)
    last.set(
      repository.id,
      turn.catch(() => {}),
    )
    return turn
  }
}

import { ledgersInMemory } from '../../../src/adapters/github/pacing/ledgers.ts'
import type { Agent } from '../../../src/ports/agent.ts'
import { createMemoryStore } from '../../fakes/memory-store.ts'
import { createMemoryRows } from '../../fakes/store/memory-rows.ts'
import { databaseWay, ledgersFor, storeFor } from '../app/database.ts'
import { simulatedAgent, simulatedAnalysis } from '../app/simulated-agent.ts'
import { createJobs } from '../app/simulated-queue.ts'
import { type Places, simulatedWorkspace } from '../app/simulated-workspace.ts'
import { type Machine, type Receive, startProcess } from '../app/start-process.ts'
import type { Injector } from '../faults/injector.ts'
import { greenTimes } from '../invariants/green-times.ts'
import { createRandom } from '../random.ts'
import type { VirtualTime } from '../time/virtual-time.ts'
import { type CheckPlan, JOBS, randomChecks, simulatedChecks } from './checks.ts'
import { deliverer, randomWays, type Ways } from './deliveries.ts'
import { createLife, type Life } from './life.ts'
import { type AppRequest, createNetwork } from './network.ts'
import { openGitHub } from './open-world.ts'
import type { Trail } from './trail.ts'

interface Start {
  readonly seed: number
  readonly time: VirtualTime
  readonly injector: Injector
  readonly trail: Trail
  readonly settings: string
  /** From now on it may be that something is created twice. */
  readonly onUnsure: () => void
  /** Told of each request of the app once it has taken effect. */
  readonly onEffect: (request: AppRequest) => void
  /** In the place of what is left to chance. */
  readonly parts?: WorldParts
}

export interface WorldParts {
  readonly checks?: CheckPlan
  readonly agent?: Agent
  readonly ways?: Ways
  /** What a process is given, where it can die at other moments as well; `die` ends it. */
  readonly mortal?: (machine: Machine, die: () => void) => Machine
}

export type World = Awaited<ReturnType<typeof startWorld>>

/** The app, its GitHub, and the machine between them; nobody has done anything yet. */
export async function startWorld({ parts = {}, ...start }: Start) {
  const { seed, time, injector, trail, settings, onUnsure, onEffect } = start
  const randomOf = (part: number) => createRandom(seed * 16 + part)
  const rows = createMemoryRows()
  const store = createMemoryStore(rows)
  const ledgers = ledgersInMemory({ now: time.now })
  const jobs = createJobs({ time, note: trail.note, faults: () => injector.fired.length })
  const places: Places = { folders: new Set(), refs: new Map() }
  const green = greenTimes(JOBS, time.now)
  const running: Running = { life: createLife(0), receive: undefined }
  const ways = parts.ways ?? randomWays(randomOf(1), injector)
  const send = deliverer({ time, trail, receiver: () => running.receive, ways })
  const plan = parts.checks ?? randomChecks(randomOf(2))
  const runner = simulatedChecks({ time, plan, note: trail.note, told: green.told })
  const world = await openGitHub({ clock: { now: time.now }, runner, send }, settings)
  const die = (life: Life, downMs: number) => {
    if (!life.isAlive()) return
    life.end()
    running.receive = undefined
    trail.note(`process ${life.number} dies`)
    jobs.release(life)
    time.after(downMs, begin)
  }
  const { github } = world
  const network = createNetwork({
    ...{ time, random: randomOf(3), github, injector, trail, die, onUnsure, onEffect },
  })
  const way = databaseWay({ time, injector, die })
  const agent = parts.agent ?? simulatedAgent(randomOf(4))
  const begin = () => {
    const life = createLife(running.life.number + 1)
    running.life = life
    trail.note(`process ${life.number} starts`)
    // As a workspace removes what earlier processes have left.
    places.folders.clear()
    const crossing = way.crossingFor(life)
    const machine: Machine = {
      ...{ agent, analysis: simulatedAnalysis, now: time.now, credentials: world.credentials },
      baseUrl: github.apiUrl,
      send: network.fetchFor(life),
      store: storeFor(store, crossing),
      queue: jobs.queueFor(life, crossing),
      ledgers: ledgersFor(ledgers, life),
      workspace: simulatedWorkspace({ life, time, places, pusher: world.pusher }),
      log: (message) => {
        if (life.isAlive()) trail.note(`${life.number} says ${message.slice(0, 200)}`)
      },
    }
    const starting = startProcess(parts.mortal?.(machine, () => die(life, DOWN_MS)) ?? machine)
    void starting.then((receive) => {
      if (life.isAlive()) running.receive = receive
    })
  }
  begin()
  return { ...world, rows, store, jobs, places, green }
}

/** Until another process is started, where nobody says how long. */
const DOWN_MS = 3_000

interface Running {
  life: Life
  receive: Receive | undefined
}

import type { Machine } from '../../../simulation/app/start-process.ts'
import { isWrite, requestOf } from '../../../simulation/world/network.ts'
import type { Life } from '../create-life.ts'

/**
 * What a process of the simulation is given, each call of which is a moment at which it can die: requests, whatever the database is asked,
 * pacing included, what is done to work trees, and the beginnings and ends of agents.
 */
export function mortal(machine: Machine, life: Life): Machine {
  const { store, queue, ledgers, workspace, agent } = machine
  const { work, toolchains, stop, ...enqueueing } = queue
  return {
    ...machine,
    send: mortalFetch(machine.send, life),
    store: life.of('store', store),
    queue: { ...life.of('queue', enqueueing, true), work, toolchains, stop },
    ledgers: life.of('ledgers', ledgers, true),
    workspace: life.of('workspace', workspace, true),
    agent: { ...life.of('agent', agent, true), missing: () => agent.missing() },
  }
}

/** The dead get an error instead of nothing: their requests lie in places of libraries that all processes of a simulation share. */
function mortalFetch(send: typeof fetch, life: Life): typeof fetch {
  return async (input, init = {}) => {
    const request = requestOf(input, init)
    const name = `${request.method} ${request.operation ?? request.path.replaceAll(/\d+/g, 'N')}`
    const outcome = await Promise.race([
      life.passing(name, () => send(input, init), isWrite(request)),
      life.died,
    ])
    if (outcome === 'died') throw new TypeError('the process is dead')
    return outcome
  }
}

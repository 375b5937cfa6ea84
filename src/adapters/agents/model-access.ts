import { basename, dirname, join } from 'node:path'
import type { Toolchain } from '../../config/toolchains/toolchains.ts'
import type { ModelBudget, PriceTable } from '../../domain/run/budget.ts'
import { withoutUndefined } from '../../domain/without-undefined.ts'
import type { AgentRequest, AgentResult } from '../../ports/agent.ts'
import type { Aside } from '../analysis/process/start-aside.ts'
import { type Gateway, openGateway } from '../gateway/gateway.ts'
import type { Redactor } from '../redaction/create-redactor.ts'
import type { Sandbox } from '../sandbox/sandbox.ts'
import { openBridge } from './bridge.ts'
import { type CredentialOptions, findCredential } from './credential.ts'

export interface ModelAccessOptions extends CredentialOptions {
  readonly sandbox: Pick<Sandbox, 'kind'>
  readonly prices: PriceTable
  /** Folder for what was said to models, secrets taken out; undefined: it is not kept. */
  readonly transcripts: string | undefined
  readonly redactor: Redactor
  /** Reads what agents send. */
  readonly aside?: Aside
  readonly log: (message: string) => void
}

/** The way of one attempt to its model. */
export interface ModelAccess {
  /** For the sandbox; undefined where the toolchain has no provider. */
  readonly socket: string | undefined
  /** For the agent. */
  readonly url: string | undefined
  /** Aborts a little after the budget is spent: an agent has nothing to do then but to ask again and again. */
  readonly spent: AbortSignal
  /** The result with what the model cost, and with why it refused, where that is the reason of the ending. */
  withUsage(result: AgentResult): AgentResult
  close(): Promise<void>
}

/** What inside a sandbox leads to the gateway. */
const SANDBOX_GATEWAY = 'http://127.0.0.1:8484'

/** Opens the gateway of an attempt; without a provider there is nothing to open and nothing to count. */
export async function openModelAccess(
  toolchain: Toolchain,
  { workTree, repository, budget, signal, endsAt, onProgress }: AgentRequest,
  { sandbox, prices, transcripts, redactor, aside, log, logins }: ModelAccessOptions,
): Promise<ModelAccess> {
  const { provider } = toolchain
  if (provider === undefined) return NO_ACCESS
  const credential = await findCredential(provider, { logins })
  if (credential.kind === 'missing') throw new Error(`${provider.key} is not set any more`)
  const attempt = dirname(workTree.home)
  const gateway = await openGateway({
    directory: attempt,
    provider: credential.gateway,
    budget: lesser(budget, toolchain.budget ?? {}),
    prices,
    ...withoutUndefined({
      model:
        toolchain.model === undefined
          ? undefined
          : { name: toolchain.model, others: toolchain.other_models ?? 'pass' },
      endsAt,
    }),
    transcript: transcripts === undefined ? undefined : join(transcripts, `${basename(attempt)}.ndjson`),
    redactor,
    aside,
    repository,
    log,
    onProgress,
  })
  const bridge = sandbox.kind === 'none' ? await openBridge(gateway.socket) : undefined
  const spent = whenSpent(gateway)
  return {
    socket: gateway.socket,
    url: bridge?.url ?? SANDBOX_GATEWAY,
    spent: spent.signal,
    withUsage(result) {
      const usage = { ...result.usage, ...gateway.usage() }
      const refusal = gateway.refusal()
      const byItself = result.kind === 'crashed' || result.kind === 'finished'
      const bySpending = result.kind === 'cancelled' && !signal.aborted
      if (refusal === undefined || !(byItself || bySpending))
        return { ...withWait(result, gateway.waited()), usage }
      return { kind: refusal.failure, detail: refusal.detail, usage }
    },
    async close() {
      spent.stop()
      await bridge?.close()
      await gateway.close()
    },
  }
}

/** A wait for the provider is part of why an attempt has not come to its end. */
function withWait(result: AgentResult, waited: string | undefined): AgentResult {
  if (result.kind === 'finished' || waited === undefined) return result
  return { ...result, detail: `${result.detail.replace(/\.$/, '')}; ${waited}.` }
}

/** Time for an agent to say its last word. */
const GRACE_MS = 2_000
const LOOK_MS = 250

function whenSpent(gateway: Gateway): { readonly signal: AbortSignal; stop(): void } {
  const controller = new AbortController()
  let looks = 0
  const timer = setInterval(() => {
    if (gateway.refusal()?.failure !== 'budget-spent') return
    looks += 1
    if (looks * LOOK_MS >= GRACE_MS) controller.abort('spent')
  }, LOOK_MS)
  return { signal: controller.signal, stop: () => clearInterval(timer) }
}

const NO_ACCESS: ModelAccess = {
  socket: undefined,
  url: undefined,
  spent: new AbortController().signal,
  withUsage: (result) => result,
  close: async () => undefined,
}

/** The lower of the two limits, for each dimension. */
function lesser(one: ModelBudget, other: ModelBudget): ModelBudget {
  const tokens = least(one.tokens, other.tokens)
  const usd = least(one.usd, other.usd)
  return { ...withoutUndefined({ tokens, usd }) }
}

function least(...limits: readonly (number | undefined)[]): number | undefined {
  const known = limits.filter((limit) => limit !== undefined)
  return known.length === 0 ? undefined : Math.min(...known)
}

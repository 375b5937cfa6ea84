/** Where a process dies: before or after so manieth of its calls, counted from 1. */
export interface Death {
  readonly at: number
  readonly when: 'before' | 'after'
}

export interface Call {
  readonly name: string
  /** Whether it changes anything that outlives the process. */
  isEffect: boolean
}

/** A process that dies where it is told to. From then on none of its calls happens, and none of those under way is answered. */
export interface Life {
  /** The same port; each of its calls is a moment at which the process can die. */
  of<Port extends object>(name: string, port: Port, isEffect?: boolean): Port
  /** One such call. It is an effect where `isEffect` says so; where that says nothing, where the data that outlive the process differ after it. */
  passing<Result>(name: string, call: () => Promise<Result>, isEffect?: boolean): Promise<Result>
  /** The beginning of one whose end is told to what it answers. */
  begin(name: string, isEffect?: boolean): Promise<{ end(): void }>
  /** What it has called, in order. */
  readonly calls: readonly Call[]
  readonly died: Promise<'died'>
}

/** Without a death it lives for ever. `data`: all that outlives it, as text. */
export function createLife(death?: Death, data?: () => string): Life {
  const calls: Call[] = []
  const died = Promise.withResolvers<'died'>()
  let isDead = false
  const dieAt = (at: number, when: Death['when']) => {
    if (death?.at !== at || death.when !== when) return
    isDead = true
    died.resolve('died')
  }
  const begin: Life['begin'] = async (name, isEffect) => {
    if (isDead) return never()
    const call = { name, isEffect: isEffect ?? false }
    const at = calls.push(call)
    dieAt(at, 'before')
    if (isDead) return never()
    const known = isEffect === undefined ? data : undefined
    const before = known?.()
    const end = () => {
      if (known?.() !== before) call.isEffect = true
      dieAt(at, 'after')
    }
    return { end }
  }
  const passing: Life['passing'] = async (name, call, isEffect) => {
    const { end } = await begin(name, isEffect)
    const [outcome] = await Promise.allSettled([call()])
    end()
    if (isDead) return never()
    if (outcome.status === 'rejected') throw outcome.reason
    return outcome.value
  }
  return { calls, died: died.promise, begin, passing, of: mortalBy(passing) }
}

function mortalBy(passing: Life['passing']): Life['of'] {
  return (name, port, isEffect) =>
    new Proxy(port, {
      get(target, key, receiver) {
        const method: unknown = Reflect.get(target, key, receiver)
        if (typeof method !== 'function') return method
        return (...given: readonly unknown[]) =>
          passing(`${name}.${String(key)}`, async () => Reflect.apply(method, target, given), isEffect)
      },
    })
}

/** The dead answer nobody. */
function never(): Promise<never> {
  return new Promise<never>(() => {})
}

import { createBubblewrap } from './create-bubblewrap.ts'
import { hostAsSandbox } from './host-as-sandbox.ts'
import type { Sandbox } from './sandbox.ts'

/** Where agents of this process run. An operator who calls the host disposable gets the host as it is, network included. */
export function createSandbox({ hostIsDisposable }: { readonly hostIsDisposable: boolean }): Sandbox {
  return hostIsDisposable ? hostAsSandbox : createBubblewrap()
}

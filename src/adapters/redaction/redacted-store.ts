import type { Store } from '../../ports/store.ts'
import type { Redactor } from './create-redactor.ts'

/**
 * The store, in which no secret is ever written: what is kept is shown on public pages, and what the log has hashed can never be taken
 * out of it. Settings are kept as they are: they come from the base, and may name values that only look like secrets. So are comments
 * of ours, which are compared with what would be written now, and are made of what has been redacted.
 */
export function redactedStore(store: Store, { allInTurns: all }: Redactor): Store {
  return {
    ...store,
    insertSpeculation: async (run) =>
      store.insertSpeculation({ ...(await all(run)), id: run.id, settings: run.settings }),
    recordPlan: async (run, plan, at) => store.recordPlan(run, await all(plan), at),
    recordVerdict: async (run, verdict) => store.recordVerdict(run, await all(verdict)),
    recordGrafts: async (run, grafts) => store.recordGrafts(run, await all(grafts)),
    revoke: async (run, revocation) => store.revoke(run, await all(revocation)),
    recordChoice: async (run, choice) => store.recordChoice(run, await all(choice)),
    recordRevert: async (run, revert) => store.recordRevert(run, await all(revert)),
    recordPressed: async (of, pressed) => store.recordPressed(of, await all(pressed)),
    recordRerun: async (run, rerun) => store.recordRerun(run, await all(rerun)),
    recordCommand: async (run, command) => store.recordCommand(run, await all(command)),
    heartbeat: async (key, at, progress) => store.heartbeat(key, at, await all(progress)),
    endAttempt: async (key, at, outcome, bundle) => store.endAttempt(key, at, await all(outcome), bundle),
    appendTraces: async (run, traces) => store.appendTraces(run, await all(traces)),
    setNote: async (name, value) => store.setNote(name, await all(value)),
    journal: async (entry) => store.journal(await all(entry)),
    isUncertain: async (run, step) => store.isUncertain(run, await all(step)),
    appendAudit: async (run, event) => store.appendAudit(run, await all(event)),
  }
}

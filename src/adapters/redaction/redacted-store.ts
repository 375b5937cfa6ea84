import type { Store } from '../../ports/store.ts'
import type { Redactor } from './create-redactor.ts'

/**
 * The store, in which no secret is ever written: what is kept is shown on public pages, and what the log has hashed can never be taken
 * out of it. Settings are kept as they are: they come from the base, and may name values that only look like secrets. So are comments
 * of ours, which are compared with what would be written now, and are made of what has been redacted.
 */
export function redactedStore(store: Store, { all }: Redactor): Store {
  return {
    ...store,
    insertSpeculation: (run) => store.insertSpeculation({ ...all(run), id: run.id, settings: run.settings }),
    recordPlan: (run, plan, at) => store.recordPlan(run, all(plan), at),
    recordVerdict: (run, verdict) => store.recordVerdict(run, all(verdict)),
    recordGrafts: (run, grafts) => store.recordGrafts(run, all(grafts)),
    revoke: (run, revocation) => store.revoke(run, all(revocation)),
    recordChoice: (run, choice) => store.recordChoice(run, all(choice)),
    recordRerun: (run, rerun) => store.recordRerun(run, all(rerun)),
    recordCommand: (run, command) => store.recordCommand(run, all(command)),
    heartbeat: (key, at, progress) => store.heartbeat(key, at, all(progress)),
    endAttempt: (key, at, outcome, bundle) => store.endAttempt(key, at, all(outcome), bundle),
    appendTraces: (run, traces) => store.appendTraces(run, all(traces)),
    setNote: (name, value) => store.setNote(name, all(value)),
    journal: (entry) => store.journal(all(entry)),
    isUncertain: (run, step) => store.isUncertain(run, all(step)),
    appendAudit: (run, event) => store.appendAudit(run, all(event)),
  }
}

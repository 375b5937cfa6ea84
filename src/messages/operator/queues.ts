/** What each queue is for. */
export const QUEUES =
  '`attempt` is what agents do; `reconcile` has the looks at issues, `reconcile-later` those for which it is not yet time, `reconcile-interrupted` those whose process died; an `errand` is done for a repository, outside of runs.'

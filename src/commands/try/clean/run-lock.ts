/** Held by a run as long as it lives, in its own folder. */
export const RUN_LOCK = 'run.lock'

/** The embedded database is one process's: what a running server can be asked instead. */
export const WHEN_IN_USE =
  'the server that is running has the embedded database open, which only one process can: look at its log and at /metrics, or stop it and ask again. On Postgres (DATABASE_URL) this works beside any number of servers.'

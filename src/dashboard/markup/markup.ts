import type { html } from 'hono/html'

/** HTML in which everything foreign is escaped already. */
export type Markup = ReturnType<typeof html>

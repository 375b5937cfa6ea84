import type { Context, Hono } from 'hono'
import type { KnownRepository } from '../../adapters/storage/rows/finding/among.ts'

/** Who looks at a page, and what of it is for them. */
export interface Viewer {
  /** Undefined for whoever sits at this machine. */
  readonly login: string | undefined
  /** May see the queue, and act on it. */
  readonly isOperator: boolean
  /** Those whose runs they may see; all of them where undefined. */
  readonly repositories: readonly KnownRepository[] | undefined
  /** What a form of theirs sends along: a page of somebody else does not know it. */
  readonly formKey: string
}

/** Decides who looks. */
export interface Access {
  /** Or what is answered to who may see nothing. */
  viewerOf(context: Context): Promise<Viewer | Response>
  /** Its own pages, such as those of signing in. */
  readonly pages?: Hono
}

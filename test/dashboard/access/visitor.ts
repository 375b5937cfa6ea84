import type { Dashboard } from '../../../src/dashboard/create-dashboard.ts'

/** A browser as far as a test needs one: it keeps cookies, and goes where it is told to. */
export interface Visitor {
  readonly cookies: Map<string, string>
  get(path: string): Promise<Response>
  post(path: string, form: Record<string, string>): Promise<Response>
  /** Goes to GitHub and allows it there; answers where GitHub sends the browser. */
  comeBack(gitHub: string, login: string, to?: string): Promise<string>
  signIn(gitHub: string, login: string, to?: string): Promise<Response>
}

export function createVisitor(dashboard: Dashboard, server: string): Visitor {
  const cookies = new Map<string, string>()
  const send = async (path: string, init: RequestInit = {}) => {
    const sent = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const headers = { host: new URL(server).host, cookie: sent }
    const answer = await dashboard.fetch(new Request(new URL(path, server), { ...init, headers }))
    for (const line of answer.headers.getSetCookie()) keep(line)
    return answer
  }
  const keep = (line: string) => {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
    if (value === '' || /max-age=0/i.test(line)) cookies.delete(name)
    else cookies.set(name, value)
  }
  const comeBack = async (gitHub: string, login: string, to = '/runs') => {
    const { headers } = await send(`/sign-in?to=${encodeURIComponent(to)}`)
    const address = new URL(headers.get('location') ?? '')
    const answer = await fetch(address.origin + address.pathname, {
      method: 'POST',
      headers: { origin: gitHub },
      body: new URLSearchParams([...address.searchParams, ['login', login]]),
      redirect: 'manual',
    })
    return answer.headers.get('location') ?? ''
  }
  return {
    cookies,
    comeBack,
    get: (path) => send(path),
    post: (path, form) => send(path, { method: 'POST', body: new URLSearchParams(form) }),
    signIn: async (gitHub, login, to) => send(await comeBack(gitHub, login, to)),
  }
}

import type { Dashboard } from './create-dashboard.ts'

const OFF = `The dashboard is off. It needs PUBLIC_URL (with https), GITHUB_CLIENT_ID and GITHUB_CLIENT_SECRET.\n`

/** In the place of pages that nobody could be let in to: it reads nothing. */
export function closedDashboard(): Dashboard {
  return {
    fetch: ({ url }) => {
      const isOne = /^\/(?:runs|statistics|operations|sign-in)(?:\/|$)/.test(new URL(url).pathname)
      const headers = { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' }
      return new Response(isOne ? OFF : 'Not found\n', { status: 404, headers })
    },
    stop: async () => {},
  }
}

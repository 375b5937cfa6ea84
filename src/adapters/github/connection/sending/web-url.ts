/** Of GitHub, where people go, by the address of its API: github.com has a host of its own for that, every other server `/api/v3`. */
export function webUrl(apiUrl: string): string {
  const url = new URL(apiUrl)
  if (url.hostname === 'api.github.com') return 'https://github.com'
  // Enterprise Cloud with data residency: `api.NAME.ghe.com`.
  if (/^api\.[^.]+\.ghe\.com$/.test(url.hostname)) return `https://${url.hostname.slice('api.'.length)}`
  return `${url.origin}${url.pathname.replace(/\/api\/v3\/?$/, '').replace(/\/$/, '')}`
}

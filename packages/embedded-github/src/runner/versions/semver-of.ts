import semver from 'semver'

/** The version of a tool in the form that ranges are compared with: `3.13.0rc1` is 3.13.0-rc1, `1.22` is 1.22.0. */
export function semverOf(version: string): string | undefined {
  const parts = FORM.exec(version)
  if (!parts) return undefined
  const [, major, minor = '0', patch = '0', early] = parts
  const numbers = [major, minor, patch].map(Number).join('.')
  return semver.valid(early === undefined ? numbers : `${numbers}-${early}`) ?? undefined
}

const FORM =
  /^v?(\d{1,9})(?:\.(\d{1,9}))?(?:\.(\d{1,9}))?(?:[.-]?((?:a|b|rc|alpha|beta|dev|preview|ea|nightly|canary)[\d.]*))?/

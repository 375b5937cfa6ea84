import { inToolVersions } from './tool-versions.ts'

/** As actions/setup-java reads `java-version-file`: `.java-version`, `.tool-versions`, `.sdkmanrc`. */
export function javaVersionIn(path: string, text: string): string | undefined {
  const version = path.endsWith('.tool-versions')
    ? inToolVersions(text, ['java'])
    : path.endsWith('.sdkmanrc')
      ? /^java=(\S+)/m.exec(text)?.[1]
      : text.trim()
  // Before the number may stand a vendor, after it one more: `temurin-17.0.8+7`, `21.0.5-tem`.
  const number = /(?:^|[^\d.])(\d+(?:\.\d+)*(?:\+\d+)?(?:-ea)?)(?:[^\d.]|$)/.exec(version ?? '')?.[1]
  return number?.replace(/^1\.(?=\d)/, '')
}

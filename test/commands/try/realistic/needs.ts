/** How the note of a test begins that was left out for want of packages. */
export const NEEDS = 'needs the packages: '

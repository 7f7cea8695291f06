/** The path of a Chromium. @throws with what to install where there is none and none can be installed. */
export function requireChromium(log?: (line: string) => void): string;

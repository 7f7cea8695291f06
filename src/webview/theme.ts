/** Reads the chart's look from the editor's theme, and tells when the theme changes. */

import { type Look, seriesOnDark, seriesOnLight } from "../charts/look";

export function readLook(): Look {
  const style = getComputedStyle(document.body);
  const variable = (name: string, fallback: string) => style.getPropertyValue(name).trim() || fallback;
  const isContrast =
    document.body.classList.contains("vscode-high-contrast") ||
    document.body.classList.contains("vscode-high-contrast-light");
  const isLight =
    document.body.classList.contains("vscode-light") || document.body.classList.contains("vscode-high-contrast-light");
  const foreground = variable("--vscode-editor-foreground", isLight ? "#2b2b2b" : "#d6d6d6");
  return {
    kind: isContrast ? "contrast" : isLight ? "light" : "dark",
    background: variable("--vscode-editor-background", isLight ? "#ffffff" : "#1f1f1f"),
    foreground,
    muted: isContrast ? foreground : variable("--vscode-descriptionForeground", isLight ? "#616161" : "#9d9d9d"),
    grid: gridColour(isContrast, isLight),
    error: variable("--vscode-errorForeground", isLight ? "#c72e0f" : "#f48771"),
    series: isLight ? seriesOnLight : seriesOnDark,
    font: variable("--vscode-font-family", "sans-serif"),
    fontSize: Math.max(11, Number.parseFloat(variable("--vscode-font-size", "13px")) - 1),
  };
}

function gridColour(isContrast: boolean, isLight: boolean): string {
  if (isContrast) return isLight ? "rgba(0, 0, 0, 0.28)" : "rgba(255, 255, 255, 0.28)";
  return isLight ? "rgba(0, 0, 0, 0.09)" : "rgba(255, 255, 255, 0.09)";
}

/** VS Code marks a change of theme on the body's class and on the root's style. */
export function watchTheme(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(document.body, { attributes: true, attributeFilter: ["class"] });
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ["style", "class"] });
  return () => observer.disconnect();
}

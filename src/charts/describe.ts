/** Says what a chart shows in one or two sentences, for people who do not see it. */

import { formatNumber } from "../numberText";
import type { Finding, Study } from "../study/request";
import { gradientTitle, quantityTitle } from "./scene";

export function describe(study: Study): string {
  const x = study.x.values;
  const over = `${study.x.title} from ${formatNumber(x[0] ?? 0)} to ${formatNumber(x[x.length - 1] ?? 0)}`;
  const names = study.series.filter((series) => series.isShown).map((series) => series.title);
  const what =
    study.y === undefined
      ? `${quantityTitle(study)} and its gradient over ${over}`
      : `${quantityTitle(study)} and its gradient over ${over} and ${study.y.title} from ${formatNumber(study.y.values[0] ?? 0)} to ${formatNumber(study.y.values[study.y.values.length - 1] ?? 0)}`;
  const series = names.length > 1 ? `, for ${names.join(", ")}` : "";
  return `${what}${series}. ${strongest(study)}${listed(study.findings)}`.trim();
}

/** Where the pull is strongest: the first question to a gradient. */
function strongest(study: Study): string {
  const first = study.series.find((series) => series.isShown) ?? study.series[0];
  if (first === undefined || study.y !== undefined) return "";
  let best = -1;
  for (const [index, gradient] of first.gradient.entries()) {
    if (Number.isFinite(gradient) && (best < 0 || Math.abs(gradient) > Math.abs(first.gradient[best] ?? 0)))
      best = index;
  }
  if (best < 0) return `${gradientTitle(study, study.x.title)} is nowhere finite. `;
  return `The gradient is strongest at ${formatNumber(study.x.values[best] ?? 0)}: ${formatNumber(first.gradient[best] ?? 0)}. `;
}

function listed(findings: readonly Finding[]): string {
  const told = findings.slice(0, 4).map((finding) => finding.message);
  const rest = findings.length - told.length;
  return told.length === 0 ? "" : `${capital(told.join("; "))}${rest > 0 ? `; and ${rest} more` : ""}.`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

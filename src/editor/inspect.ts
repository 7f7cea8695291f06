/** What the hidden command `lossLandscape.inspect` answers: plain data for tests in a real VS Code and for measurements. */

import type { CoreHost } from "./coreHost";
import type { Previews } from "./previews";

/**
 * Without argument the state of the current preview, or `undefined` when there is none.
 * `"echo"`: sends an empty message to the page and answers when it was sent and when the page painted next.
 */
export async function inspect(core: CoreHost, previews: Previews, what: unknown): Promise<unknown> {
  const preview = previews.current;
  if (!preview) return undefined;
  const { session } = preview;
  if (what === "echo") {
    const sentAt = Date.now();
    return { sentAt, paintedAt: await preview.echo() };
  }
  const { study } = session;
  return {
    title: preview.panel.title,
    path: session.target.path,
    definition: session.target.key,
    isVisible: preview.isVisible,
    isPinned: preview.isPinned,
    isFailed: session.isFailed,
    version: session.version,
    /** Host time of each of the last questions, by version. */
    askedAt: Object.fromEntries(session.askedAt),
    answeredAt: Object.fromEntries(session.answeredAt),
    painted: session.painted,
    paintedAt: Object.fromEntries(session.paintedAt),
    choices: session.choices,
    diagnostics: session.diagnostics,
    coreStarts: core.starts,
    previews: previews.all.length,
    study: study && {
      name: study.loss.name,
      x: { knob: study.x.knob, values: [...study.x.values] },
      y: study.y && { knob: study.y.knob },
      series: study.series.map(({ id, title, value, gradient }) => ({
        id,
        title,
        value: [...value],
        gradient: [...gradient],
      })),
      coefficients: study.coefficients,
      findings: study.findings,
      inputs: study.inputs,
      timing: study.timing,
    },
  };
}

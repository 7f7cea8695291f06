/** What the hidden command `lossLandscape.inspect` answers: plain data for tests in a real VS Code and for measurements. */

import type { CoreHost } from "./coreHost";
import type { Previews } from "./previews";
import type { Session } from "./session";

/**
 * Without argument the state of the current preview, or `undefined` when there is none.
 * `"painting"`: the same, once the page has painted the newest version.
 * `"echo"`: sends an empty message to the page and answers how the page painted it.
 */
export async function inspect(core: CoreHost, previews: Previews, what: unknown): Promise<unknown> {
  const preview = previews.current;
  if (!preview) return undefined;
  const { session } = preview;
  if (what === "echo") return await preview.echo();
  if (what === "painting") await painting(session, session.version);
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
    paints: Object.fromEntries(session.paints),
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

function painting(session: Session, version: number): Promise<void> {
  return new Promise((resolve) => {
    const watch = session.onDidPaint(() => {
      if ((session.painted ?? 0) < version) return;
      watch.dispose();
      resolve();
    });
  });
}

/** Scenes for the charts' tests: a study as the panel would show it. */

import { lightLook } from "../../src/charts/look";
import type { Scene } from "../../src/charts/scene";
import type { Study } from "../../src/study/request";

export function sceneOf(study: Study, change: Partial<Scene> = {}): Scene {
  return {
    study,
    look: lightLook,
    frame: { width: 700, height: 560 },
    shown: {},
    standsAlone: false,
    pull: "magnitude",
    ...change,
  };
}

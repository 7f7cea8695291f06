/** What a function does beside computing: trains, logs, plots, iterates over a loader. */

import type { Argument, Expression } from "../../syntax/tree";

/** Seen on the way through a body. */
export interface Effects {
  backward: boolean;
  optimizer: boolean;
  logs: boolean;
  plots: boolean;
  loader: boolean;
  switchesMode: boolean;
  prints: boolean;
  extracts: boolean;
  mutatesModel: boolean;
}

export function noEffects(): Effects {
  return {
    backward: false,
    optimizer: false,
    logs: false,
    plots: false,
    loader: false,
    switchesMode: false,
    prints: false,
    extracts: false,
    mutatesModel: false,
  };
}

/** Remembers what a call does to the world outside the numbers. */
export function noteEffects(effects: Effects, path: string, callee: Expression, given: readonly Argument[]): void {
  if (callee.kind !== "member") {
    if (path === "print") effects.prints = true;
    if (/^(plt|matplotlib)\b/.test(path)) effects.plots = true;
    return;
  }
  const name = callee.name;
  const owner =
    callee.object.kind === "name" ? callee.object.name : callee.object.kind === "member" ? callee.object.name : "";
  if (name === "backward" || name === "manual_backward") effects.backward = true;
  else if (name === "step" && /opt|sched|scaler|solver/i.test(owner)) effects.optimizer = true;
  else if (name === "zero_grad" || name === "apply_gradients" || name === "minimize" || name === "apply_updates")
    effects.optimizer = true;
  else if (
    (name === "log" || name === "log_dict" || name === "log_metrics") &&
    (owner === "self" || owner === "wandb" || owner === "logger") &&
    given.length > 0
  )
    effects.logs = true;
  else if ((name === "train" || name === "eval") && given.length <= 1 && owner !== "torch") effects.switchesMode = true;
  else if (/^matplotlib\b|^seaborn\b|(^|\.)plt\./.test(path)) effects.plots = true;
  else if (name === "load_state_dict" || name === "save") effects.mutatesModel = true;
  else if (name === "item" || name === "tolist") effects.extracts = true;
}

/** `random`: draws from the run's seeded source. */

import { toInt, toNumber } from "../conversions";
import { members } from "../equip";
import { fault } from "../errors";
import { iterate } from "../iteration";
import type { LibraryModule } from "../library";
import type { Runtime } from "../runtime";
import { float, int, list, none, type Value } from "../values";

export const random: LibraryModule = {
  members: members(
    {
      "seed(a=None, version=2)": (run, call) => {
        const seed = call.get("a");
        if (seed.kind === "int") run.random.reseed(seed.value);
        return none;
      },
      "random()": (run) => float(run.random.uniform()),
      "uniform(a, b)": (run, call) => {
        const low = toNumber(run, call.get("a"));
        return float(low + (toNumber(run, call.get("b")) - low) * run.random.uniform());
      },
      "randint(a, b)": (run, call) => whole(run, toInt(run, call.get("a")), toInt(run, call.get("b")) + 1),
      "randrange(start, stop=None, step=1)": (run, call) => {
        const stop = call.get("stop");
        const [from, to] =
          stop.kind === "none" ? [0, toInt(run, call.get("start"))] : [toInt(run, call.get("start")), toInt(run, stop)];
        const step = toInt(run, call.get("step"));
        return int(from + step * Math.floor((run.random.uniform() * (to - from)) / step));
      },
      "gauss(mu=0.0, sigma=1.0)": (run, call) =>
        float(toNumber(run, call.get("mu")) + toNumber(run, call.get("sigma")) * run.random.normal()),
      "normalvariate(mu=0.0, sigma=1.0)": (run, call) =>
        float(toNumber(run, call.get("mu")) + toNumber(run, call.get("sigma")) * run.random.normal()),
      "expovariate(lambd=1.0)": (run, call) =>
        float(-Math.log(1 - run.random.uniform()) / toNumber(run, call.get("lambd"))),
      "choice(seq)": (run, call) => pick(run, iterate(run, call.get("seq"))),
      "choices(population, weights=None, *, cum_weights=None, k=1)": (run, call) => {
        const population = iterate(run, call.get("population"));
        return list(Array.from({ length: toInt(run, call.get("k")) }, () => pick(run, population)));
      },
      "sample(population, k)": (run, call) =>
        list(shuffled(run, iterate(run, call.get("population"))).slice(0, toInt(run, call.get("k")))),
      "shuffle(x)": (run, call) => {
        const items = call.get("x");
        if (items.kind !== "list") throw fault("TypeError", "shuffle() needs a list");
        items.items.splice(0, items.items.length, ...shuffled(run, items.items));
        return none;
      },
    },
    "random.",
  ),
};

function whole(run: Runtime, from: number, to: number): Value {
  return int(from + Math.floor(run.random.uniform() * (to - from)));
}

function pick(run: Runtime, items: readonly Value[]): Value {
  const item = items[Math.floor(run.random.uniform() * items.length)];
  if (item === undefined) throw fault("IndexError", "Cannot choose from an empty sequence");
  return item;
}

/** Fisher and Yates. */
function shuffled(run: Runtime, items: readonly Value[]): Value[] {
  const rest = [...items];
  const taken: Value[] = [];
  while (rest.length > 0) taken.push(...rest.splice(Math.floor(run.random.uniform() * rest.length), 1));
  return taken;
}

/** What the place of a file says of what stands in it. Only the file and its folder: what is above is where a person keeps projects. */

import { remembering } from "../names";

export interface Place {
  /** The file, or its folder, is of losses. */
  readonly isAmongLosses: boolean;
  /** The file's own name says so. */
  readonly isOfLosses: boolean;
  readonly isOfMeasures: boolean;
  readonly isOfTests: boolean;
}

const losses = /(^|[/_.])(loss\w*|criteri\w*|objectives?|regulari[sz]\w*|penalt\w*)([/_.]|$)/i;
const measures = /(^|[/_])((?:torch)?metrics?|evaluat\w*|eval|visuali\w*|plots?|plotting)(\.\w+$|\/)/i;

export const placeOf = remembering((path: string): Place => {
  const [file = "", folder = ""] = path.split("/").reverse();
  const isOfLosses = losses.test(file);
  return {
    isAmongLosses: isOfLosses || losses.test(`${folder}/`),
    isOfLosses,
    // `metrics/regularization.py` is of what it is called.
    isOfMeasures: measures.test(file) || (!isOfLosses && measures.test(`${folder}/`)),
    isOfTests: /^test_|_test\.\w+$|^conftest/.test(file) || /^tests?$/.test(folder),
  };
});

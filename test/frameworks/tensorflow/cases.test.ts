/** Programs for TensorFlow and Keras against the answers that both gave to them. */

import { numpyLibrary } from "../../../src/frameworks/numpy/library";
import { tensorFlowLibrary } from "../../../src/frameworks/tensorflow/library";
import { testRecorded } from "../recorded";

testRecorded("tensorflow", [numpyLibrary, tensorFlowLibrary]);

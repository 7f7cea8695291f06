/** The command line's program: the same core as the editor's, without an editor. */

import { main } from "./command/commandLine";
import { openCore } from "./command/open";

void main(process.argv.slice(2), {
  openCore: () => openCore(__filename),
  print: (text) => process.stdout.write(text),
  error: (text) => process.stderr.write(text),
}).then((code) => {
  process.exitCode = code;
});

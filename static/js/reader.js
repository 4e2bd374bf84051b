/* The document reader: marks and cards, marking what is selected, keys. The page works without it. */

import { focusFirstError } from "./focus.js";
import { keys } from "./reader/keys.js";
import { marks } from "./reader/marks.js";
import { selectionTools } from "./reader/tools.js";
import { showWithScript } from "./with-script.js";

const layout = document.querySelector(".reader-layout");
showWithScript();
const { step } = marks(layout);
const press = selectionTools(layout);
keys({ n: () => step(1), p: () => step(-1), c: () => press("claim"), o: () => press("opinion") });
focusFirstError();

/* Small helps for desk pages; every page works without them. */

import { focusFirstError } from "./focus.js";
import { keepUnsaved } from "./unsaved.js";
import { previewMarkdown } from "./preview.js";
import { evidenceKeys } from "./evidence.js";
import { showFor } from "./show-for.js";

focusFirstError();
keepUnsaved();
previewMarkdown();
evidenceKeys();
showFor();

/* The start of our own script: each part looks for its own attributes and does nothing
   where there are none. How markup and parts meet is written at the head of each part. */
import { startDialogs } from "./js/dialogs.js";
import { startDrafts } from "./js/drafts.js";
import { startFiles } from "./js/files.js";
import { startForms } from "./js/forms.js";
import { startInbox } from "./js/inbox.js";
import { startKeyboard } from "./js/keyboard.js";
import { startLive } from "./js/live.js";
import { startMentions } from "./js/mentions.js";
import { startPasskeys } from "./js/passkeys.js";
import { startPickRange } from "./js/picks.js";
import { startSearch } from "./js/search.js";
import { startSettings } from "./js/settings.js";
import { startSocket } from "./js/socket.js";
import { startToasts } from "./js/toasts.js";

startSettings();
startSearch();
startDialogs();
startForms();
startDrafts();
startFiles();
startInbox();
startKeyboard();
startMentions();
startPasskeys();
startPickRange();
startToasts();
startLive();
startSocket();

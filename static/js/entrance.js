/* Pages without the frame: before signing in, and until a second factor is set up. */
import { startPasskeys } from "./passkeys.js";

startPasskeys();

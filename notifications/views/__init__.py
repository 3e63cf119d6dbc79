"""One's own notices, what of them comes by mail, and mails that did not get there."""

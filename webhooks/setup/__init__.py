"""The set-up in the browser: from nothing to an App, its installation and the first rule file."""

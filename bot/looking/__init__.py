"""One look at an item: what is known before, what is asked, what is written down after it."""

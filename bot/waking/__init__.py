"""Why an item is looked at although nobody on GitHub touched it: time, gaps, other items, and events about no item."""

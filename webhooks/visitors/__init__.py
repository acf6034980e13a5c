"""Who looks at the pages, and what they may see and do there."""

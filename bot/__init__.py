"""DECIDE AND ACT: from a waiting delivery to a plan, and from a plan to GitHub."""

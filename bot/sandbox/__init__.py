"""A simulated GitHub: REST, GraphQL and signed webhooks over a world kept on disk.

`make demo`, rule tests and the project's own tests run against it. It knows nothing of the bot: it answers what
GitHub answers and refuses what GitHub refuses (`docs/github-behaviour.md` lists each behaviour with its source).
"""

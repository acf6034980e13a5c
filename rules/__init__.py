"""SAY: the rule language. Pure: no network, no clock, no database, nothing else of ours."""

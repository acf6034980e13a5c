"""Looks at the App, its installations and their repositories, and says what is wrong with the fix of each."""

"""Settings of a bot where people can sign in."""

SIGN_IN = {
    "FINGERPOST_URL": "https://bot.example",
    "FINGERPOST_SESSION_SECRET": "s" * 32,
    "GITHUB_CLIENT_ID": "Iv1.x",
    "GITHUB_CLIENT_SECRET": "x",
}

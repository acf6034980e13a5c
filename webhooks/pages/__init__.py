"""What the bot does and why, for people: pages in a browser, made on the server, whole without JavaScript."""

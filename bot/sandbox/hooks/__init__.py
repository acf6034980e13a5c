"""Webhooks: payloads, the delivery log, and the sender."""

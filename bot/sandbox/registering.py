"""An App is made of a manifest: from then on it is the one that this GitHub knows."""

import re
import secrets

from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from bot.sandbox.manifests import Manifest
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.shapes.lens import AppIdentity


def become(sandbox: Sandbox, manifest: Manifest) -> dict[str, str]:
    """Let this GitHub's one App be another from now on; gives its secrets, which nobody is told again."""
    key = generate_private_key(public_exponent=65537, key_size=2048)
    slug = re.sub(r"[^a-z0-9]+", "-", manifest.name.lower()).strip("-") or "app"
    sandbox.app_becomes(AppIdentity(sandbox.world.number(), slug, manifest.name), key.public_key(), manifest)
    secret, hook = secrets.token_hex(20), manifest.hook_attributes
    signing_in = {"client_id": f"Iv1.{sandbox.app.id:016x}", "client_secret": secrets.token_hex(20)}
    told = {"webhook_url": hook.url if hook and hook.active else None, "webhook_secret": secret, **signing_in}
    told["callback_url"] = next(iter(manifest.callback_urls), "")
    sandbox.set_config(sandbox.config.model_copy(update=told))
    return {
        **signing_in,
        "webhook_secret": secret,
        "pem": key.private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption()).decode(),
    }

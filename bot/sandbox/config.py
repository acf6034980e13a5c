"""What can be set while the sandbox runs (`POST /_sandbox/config`)."""

from pydantic import BaseModel, ConfigDict, Field


class Config(BaseModel):
    """Knobs of the simulated GitHub; the defaults are GitHub's own figures."""

    model_config = ConfigDict(extra="forbid", validate_assignment=True)

    webhook_url: str | None = None
    webhook_secret: str = ""
    token_ttl: int = Field(default=3600, gt=0, description="Seconds that an installation token lives.")
    latency_ms: float = Field(default=0, ge=0, description="Added to every API answer.")
    read_lag_ms: float = Field(default=0, ge=0, description="Reads see the state of so long ago.")
    hook_concurrency: int = Field(default=1, ge=1, le=256, description="1 keeps deliveries in order.")
    hook_timeout: float = Field(default=10, gt=0, description="Seconds until a delivery counts as failed.")
    primary_limit: int = Field(default=5000, gt=0, description="Points an hour and installation, each API.")
    content_per_minute: int = Field(default=0, ge=0, description="Secondary limit; GitHub says 80. 0: none.")
    content_per_hour: int = Field(default=0, ge=0, description="Secondary limit; GitHub says 500. 0: none.")
    client_id: str = Field(default="Iv1.sandbox", description="The App's, by which people sign in.")
    client_secret: str = Field(default="sandbox", description="The App's, too.")
    callback_url: str = Field(default="", description="The only address to which people are sent back. Empty: any.")
    enterprise: bool = Field(default=False, description="An Enterprise Server: the API is below /api, and only there.")
    read_lag_rest: bool = Field(default=True, description="Whether REST reads lag too, or only GraphQL's.")

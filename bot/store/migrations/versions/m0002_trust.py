"""What trust needs: work in the order of its weight, missed deliveries found, what was recorded."""

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add what the second version keeps."""

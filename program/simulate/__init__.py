"""Virtual people in virtual time, played through the service."""

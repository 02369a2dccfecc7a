# Probes: what is known of a library's classes holds where the library's own source is checked.
class Entity:
    _attr_name: str | None = None

    @property
    def name(self) -> str | None:
        return self._attr_name

    @property
    def available(self) -> bool:
        return True

    def update(self) -> None:
        """Runs in the executor."""

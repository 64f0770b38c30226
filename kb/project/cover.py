"""An organisation that answers a need of a project."""

from typing import Annotated

from pydantic import Field

from kb.answer import Band
from kb.model import Record

_FROM_WEAK = (Band.WEAK, Band.POSSIBLE, Band.STRONG)


class Cover(Record):
    """How well an organisation answers a need."""

    need_id: str
    organisation_id: str
    score: Annotated[float, Field(ge=0, allow_inf_nan=False)]
    band: Band

    def is_at_least(self, strength: Band) -> bool:
        """Whether its band is `strength` or a surer one."""
        return _FROM_WEAK.index(self.band) >= _FROM_WEAK.index(strength)

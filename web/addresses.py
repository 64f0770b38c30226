"""Record ids inside web addresses."""

from werkzeug.routing import BaseConverter


class RecordIdConverter(BaseConverter):
    """Any id of a record: printable characters without spaces, slashes included, also first and doubled."""

    regex = ".+"
    part_isolating = False
    weight = 200

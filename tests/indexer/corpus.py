"""A small corpus in four languages that the tests of this room share."""

from indexer.passage import Document, DocumentText


def document(
    document_id: str,
    title: str,
    text: str,
    *,
    language: str = "en",
    field: str = "description",
    names: tuple[str, ...] = (),
) -> Document:
    """Return a document of one text."""
    return Document(document_id, (DocumentText(language, field, title, text),), names)


MASKS = document(
    "masks",
    "Mask decontamination",
    "A hospital sterilises used surgical masks with hydrogen peroxide. The masks are used again.",
    names=("Université de Liège", "CHU"),
)
VACCINE = document(
    "vaccine",
    "Vaccin à ARN messager",
    "L'entreprise produit un vaccin à ARN messager. La production démarre à Gosselies.",
    language="fr",
    names=("Univercells",),
)
VENTILATOR = document(
    "ventilator",
    "Breathing machines",
    "Engineers print parts for ventilators. Hospitals repair their breathing machines.",
    names=("GIGA",),
)
TESTING = document(
    "testing",
    "Zelftesten",
    "Het laboratorium levert speekseltesten aan scholen. De resultaten komen de volgende dag.",
    language="nl",
)
GEL = document(
    "gel",
    "Desinfektionsmittel",
    "Die Brauerei stellt Desinfektionsmittel für Krankenhäuser her. Der Alkohol kommt aus dem Bier.",
    language="de",
)
DOCUMENTS = (MASKS, VACCINE, VENTILATOR, TESTING, GEL)

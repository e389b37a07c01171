"""Free choices as small as can be: one about records, each kind on its own, and one whose rest needs a yes to its first."""

from alongside import ConsentModule, InformationPart, Statement

RECORDS = ConsentModule(
    code="small_records",
    version="1.0.0",
    title="Looking at records",
    information=(InformationPart("what", "What records are", ("Others write down how you are.",)),),
    statements=(
        Statement(
            "doctor",
            "You can look at what doctors wrote.",
            "We ask them.",
            "We leave them.",
            required=False,
            links_to="health",
        ),
        Statement(
            "school",
            "You can look at what schools wrote.",
            "We ask them.",
            "We leave them.",
            required=False,
            links_to="education",
        ),
        Statement("letter", "You can write to me about it.", "We write.", "We do not write.", required=False),
    ),
    signature_meaning="These are my choices.",
    who_may_sign=("parent",),
    signature_methods=frozenset({"affirmed"}),
    taken_back="We ask for no more of it. What came before stays.",
)
RECORDING = ConsentModule(
    code="small_recording",
    version="1.0.0",
    title="Recording our talk",
    information=(InformationPart("what", "What we record", ("We record what we say.",)),),
    statements=(
        Statement("record", "You can record our talk.", "We record it.", "We do not record it.", required=True),
        Statement(
            "voice", "You can play my voice to others.", "We may play it.", "We play it to nobody.", required=False
        ),
    ),
    signature_meaning="These are my choices.",
    who_may_sign=("parent",),
    signature_methods=frozenset({"affirmed"}),
)
FREE_CHOICES = (RECORDS, RECORDING)

"""The pages of a letter, made when it leaves: its words, the address, and the print that the person needs."""

from alongside.core.conduct.services import Services
from alongside.core.definitions.messages import Attachment, OutgoingMessage
from alongside.core.definitions.needs import NeedsProfile
from alongside.core.languages.placeholders import without_order_marks
from alongside.core.reports.letter import Letter, LetterWords, render_letter

FILE_NAME = "letter.pdf"


def letter_of(services: Services, message: OutgoingMessage, needs: NeedsProfile) -> Attachment:
    """Return the pages of a letter, in the language of its message.

    Raises:
        DocumentError: it cannot be printed as it is: the address does not fit the window, or a letter has no typeface.
    """

    def say(text_id: str, **values: str) -> str:
        return services.book.say(text_id, message.language, values, easy=needs.easy_read, isolate=False).words

    letter = Letter(
        address=tuple(line.strip() for line in message.to.splitlines() if line.strip()),
        heading=without_order_marks(message.subject),
        body=without_order_marks(message.body),
        language=message.language,
        words=LetterWords(
            title=say("letters.title"),
            square_code=say("letters.square_code"),
            square_code_alt=say("letters.square_code_alt"),
            type_address=say("letters.type_address"),
            page=say("letters.page", page="{page}", pages="{pages}"),
        ),
    )
    pages = render_letter(letter, large_print=needs.large_print, created_at=services.clock.now())
    return Attachment(FILE_NAME, "application/pdf", pages)

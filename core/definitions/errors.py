"""The one root of every error that Alongside raises on purpose."""


class AlongsideError(Exception):
    """An error with a message for the log and a text id for the person who sees the page.

    `for_people` names a text of `locales/en/errors.toml`; `values` fills its placeholders. The log message never holds
    a person's name, number or answer.
    """

    for_people = "errors.something_went_wrong"

    def __init__(self, message_for_logs: str, *, for_people: str = "", **values: str | int) -> None:
        super().__init__(message_for_logs)
        self.for_people = for_people or type(self).for_people
        self.values = values

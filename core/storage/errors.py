"""What can go wrong in storage, as errors that other layers may catch without knowing the database library."""

from sqlalchemy.exc import DontWrapMixin

from alongside.core.definitions.errors import AlongsideError


class StorageError(AlongsideError):
    """The root of every error of this layer."""


class DatabaseAddressError(StorageError):
    """The database's address is of a kind that is not supported."""


class DatabaseUnavailableError(StorageError):
    """The database is busy, locked or cannot be reached; nothing was written and the caller may try again."""


class ReadOnlyError(StorageError):
    """Something was to be written in a transaction that was opened for reading."""


class NaiveTimeError(StorageError, DontWrapMixin):
    """A time without a time zone was about to be stored."""


class SitePrefixError(StorageError):
    """A site's prefix for study numbers is not one to four capital letters."""


class UnknownSubjectError(StorageError):
    """A number or id names nothing in the records."""


class AnswerShapeError(StorageError):
    """An answer must hold exactly one of a value, a missing reason or a sealed value."""


class RequestKeyReusedError(StorageError):
    """A request key that was used for one thing came again with another thing."""


class KeyringError(StorageError):
    """The vault's keys are missing, of the wrong length, or cannot be exchanged as asked."""


class SealBrokenError(StorageError):
    """A sealed field does not open: it was changed, moved to another row, or belongs to another key."""


class FamilyErasedError(StorageError):
    """The family's data key was destroyed, so nothing can be written for it any more."""
